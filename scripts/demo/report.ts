import { isDeepStrictEqual, styleText } from 'node:util'
import { messageOf } from '../../src/core/text.ts'

/** Prints a line of a step. The first one stands beside its title. */
export type Show = (line: string) => void

/** Does the work of a step, and names the step if that fails. */
export type Step = <T>(title: string, work: (show: Show) => Promise<T>) => Promise<T>

/** Longer than any title. */
const INDENT = 17

const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined

export function startReport(): Step {
  let number = 0
  return async (title, work) => {
    number += 1
    const head = `${String(number).padStart(2)}. ${title}`.padEnd(INDENT)
    let start = colours ? styleText('bold', head) : head
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

export const euros = (amount: number): string => `€${amount.toFixed(2)}`

/** @throws Error in one sentence, if what came back is not what it should be. */
export function expect(what: string, found: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(found, wanted)) return
  throw new Error(`${what} should be ${JSON.stringify(wanted)}, but came back as ${JSON.stringify(found)}.`)
}

/** @throws Error in one sentence, if what is needed is not there. */
export function present<T>(what: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error(`There is no ${what}.`)
  return value
}
