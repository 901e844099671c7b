import { isDeepStrictEqual, styleText } from 'node:util'
import { messageOf } from '../../src/core/text.ts'

/** Prints a line of a step. The first line is on the same line as the title. */
export type Show = (line: string) => void

/** Runs a step. If it fails, the error names the step. */
export type Step = <T>(title: string, work: (show: Show) => Promise<T>) => Promise<T>

/** Wider than every title with its number. */
const INDENT = 19

const useColours = process.stdout.isTTY && process.env.NO_COLOR === undefined

export function startReport(): Step {
  let number = 0
  return async (title, work) => {
    number += 1
    const head = `${String(number).padStart(2)}. ${title}`.padEnd(INDENT)
    let start = useColours ? styleText('bold', head) : head
    try {
      return await work((line) => {
        console.log(start + line)
        start = ' '.repeat(INDENT)
      })
    } catch (error) {
      throw new Error(`Step ${number} (${title}) failed: ${messageOf(error)}`, { cause: error })
    }
  }
}

export const formatEuros = (amount: number): string => `€${amount.toFixed(2)}`

/** @throws Error with one sentence, unless the values are equal. */
export function expect(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return
  throw new Error(`${what} should be ${JSON.stringify(expected)}, but is ${JSON.stringify(actual)}.`)
}

/** @throws Error with one sentence, if the value is missing. */
export function requireValue<T>(what: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error(`The response has no ${what}.`)
  return value
}
