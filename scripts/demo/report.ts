import { isDeepStrictEqual, styleText } from 'node:util'
import { messageOf } from '../../src/core/text.ts'
import type { InvoiceListItem } from '../../src/index.ts'

/** Prints one result of a step, aligned with the others. */
export type Show = (label: string, value: string) => void

/** Prints the line of the next step, does its work, and says which step it was if that fails. */
export type Step = <T>(title: string, work: (show: Show) => Promise<T>) => Promise<T>

const colours = process.stdout.isTTY && process.env.NO_COLOR === undefined

const paint = (style: 'bold' | 'dim', text: string): string => (colours ? styleText(style, text) : text)

const show: Show = (label, value) => console.log(`   ${paint('dim', label.padEnd(16))}  ${value}`)

export function startReport(): Step {
  let number = 0
  return async (title, work) => {
    number += 1
    console.log(`\n${paint('bold', `${number}. ${title}`)}`)
    try {
      return await work(show)
    } catch (error) {
      throw new Error(`Step ${number} (${title}) failed: ${messageOf(error)}`, { cause: error })
    }
  }
}

/** Texts in columns. Amounts stand at the right, so that their points are below each other. */
export function inColumns(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((text, column) => (/^\d+\.\d\d$/.test(text) ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** How lists show an invoice. */
export const columnsOf = ({ number, dateIssued, customer, finalAmount }: InvoiceListItem): string[] => [
  `no. ${number}`,
  dateIssued,
  customer.company ?? '',
  money(finalAmount),
]

export const money = (amount: number): string => amount.toFixed(2)

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

/** @throws Error in one sentence, if none fits. */
export const pick = <T>(what: string, rows: T[], fits: (row: T) => boolean | undefined): T => present(what, rows.find(fits))
