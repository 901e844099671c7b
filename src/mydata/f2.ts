/** The output lines of the VAT return, form F2 (050 ΦΠΑ), that several published sources agree on. */
import type { VatSummary, VatSummaryRow } from './vat-summary.ts'

/** A line of form F2. */
export interface F2Line {
  /** The number of the line on the form, such as `303`. */
  line: string
  /** In cents. */
  amount: number
}

/** A row of the summary for which no line is certain. */
export interface UnplacedF2Row extends VatSummaryRow {
  /** Why it has no line. */
  reason: string
}

/** Lines of form F2. */
export interface F2Lines {
  /** Sorted by number. */
  lines: F2Line[]
  /** Rows that are in no line. Ask your accountant. */
  unplaced: UnplacedF2Row[]
}

/**
 * Lines for the net amount and the VAT, by VAT category. They are those of the form in its editions of 2024 and 2025, and the
 * public transcriptions of it agree. Not category 10 (4 %, law 5057/2023), which one source has in 305 and another in 308.
 */
const TAXED: Record<number, readonly [net: string, vat: string]> = {
  1: ['303', '333'],
  2: ['301', '331'],
  3: ['302', '332'],
  4: ['306', '336'],
  5: ['304', '334'],
  6: ['305', '335'],
  9: ['309', '339'],
}

/**
 * The VAT category of a rate, for rows without one. Not 4 %, which two categories have.
 */
const CATEGORY_BY_RATE: Record<number, number> = { 24: 1, 13: 2, 6: 3, 17: 4, 9: 5, 3: 9 }

/** Lines by exemption. At least two sources name each. */
const EXEMPT: Record<number, string> = {
  // Article 27: exempt, without the right to deduct.
  7: '310',
  // Article 33: intra-EU supplies of goods.
  14: '342',
  // Article 29: exports, and Tax Free.
  8: '348',
  28: '348',
  // Article 32: ships of the open sea.
  12: '348',
  13: '348',
}

const SERVICES_OUTSIDE_GREECE = 4

/**
 * Returns the lines of the VAT return (form F2) for the sales of a summary, in cents. VAT is the sum of the invoices' VAT; the
 * form multiplies the net amount by the rate, and takes the difference of some cents in a line of its own.
 *
 * A row is in `unplaced` if its line is not certain. Totals (307, 311, 337) are not returned, since they include
 * purchases with reverse charge.
 *
 * @param summary - The result of `vatSummary()`.
 */
export function f2Lines({ output }: Pick<VatSummary, 'output'>): F2Lines {
  const amounts = new Map<string, number>()
  const unplaced: UnplacedF2Row[] = []
  for (const row of output.rates) {
    const entries = findLines(row)
    if (typeof entries === 'string') unplaced.push({ ...row, reason: entries })
    else for (const { line, amount } of entries) amounts.set(line, (amounts.get(line) ?? 0) + amount)
  }
  const lines = [...amounts].map(([line, amount]) => ({ line, amount }))
  return { lines: lines.sort((one, other) => Number(one.line) - Number(other.line)), unplaced }
}

function findLines({ percent, category, exemption, net, vat }: VatSummaryRow): F2Line[] | string {
  if (percent > 0) {
    const lines = TAXED[category ?? CATEGORY_BY_RATE[percent] ?? 0]
    return lines
      ? [
          { line: lines[0], amount: net },
          { line: lines[1], amount: vat },
        ]
      : `No line is certain for ${percent}% with the VAT category ${category ?? 'unknown'}.`
  }
  if (exemption === undefined) return 'Rows without VAT need an exemption reason.'
  const line = EXEMPT[exemption]
  if (line !== undefined) return [{ line, amount: net }]
  if (exemption === SERVICES_OUTSIDE_GREECE) {
    return 'Services outside Greece are in line 345 for businesses in the EU only. Sum invoices of type 2.2 separately.'
  }
  return `No line is certain for the exemption ${exemption}.`
}
