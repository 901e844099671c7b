import { isRecord } from '../core/record.ts'
import { messageOf } from '../core/text.ts'
import { CliError } from './cli-error.ts'

/** @throws CliError if the text is not the JSON of an object. */
export function parseObject(text: string, source: string): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (isRecord(value) && !Array.isArray(value)) return value
  } catch (error) {
    throw new CliError(2, `${source} must be JSON: ${messageOf(error)}.`, { cause: error })
  }
  throw new CliError(2, `${source} must be a JSON object, such as {"name": "value"}.`)
}
