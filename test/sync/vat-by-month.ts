/** What `vat_by_month` and `vat_unplaced` must contain, from `vatSummary()`. */
import { type SummedInvoice, vatSummary } from '../../src/mydata/index.ts'

type Dated = SummedInvoice & { dateIssued: string }

/** Rows as `[month, percent, exemption, direction, net, vat]`, sorted. */
export function vatByMonth(invoices: readonly Dated[]): unknown[][] {
  const months = [...new Set(invoices.map(({ dateIssued }) => dateIssued.slice(0, 7)))]
  const rows = months.flatMap((month) => {
    const summary = vatSummary(invoices.filter(({ dateIssued }) => dateIssued.startsWith(month)))
    return (['output', 'input'] as const).flatMap((direction) => {
      // The view does not group by category.
      const byRate = new Map<string, [number, number]>()
      for (const { percent, exemption, net, vat } of summary[direction].rates) {
        const key = JSON.stringify([month, percent, exemption ?? null, direction])
        const [nets, vats] = byRate.get(key) ?? [0, 0]
        byRate.set(key, [nets + net, vats + vat])
      }
      return [...byRate].map(([key, amounts]) => [...JSON.parse(key), ...amounts])
    })
  })
  return rows.sort(byText)
}

/** Rows as `[month, direction, percent, exemption, net, vat]`, in euros, sorted. */
export const vatInEuros = (invoices: readonly Dated[]): unknown[][] =>
  vatByMonth(invoices)
    .map(([month, percent, exemption, direction, net, vat]) => [
      ...[month, direction, percent, exemption],
      ...[Number(net) / 100, Number(vat) / 100],
    ])
    .sort(byText)

export const unplacedOf = (invoices: readonly Dated[]): unknown[][] =>
  vatSummary(invoices)
    .unplaced.map(({ uuid, reason }) => [uuid, reason])
    .sort(byText)

/** Rows of a query as lists, with numbers as numbers. */
export const asLists = (rows: Array<Record<string, unknown>>, numbers: readonly string[] = []): unknown[][] =>
  rows.map((row) => Object.entries(row).map(([name, value]) => toValue(value, numbers.includes(name)))).sort(byText)

const toValue = (value: unknown, isNumber: boolean): unknown =>
  value === null || value === '' ? null : isNumber ? Number(value) : value

export const VAT_NUMBERS = ['percent', 'exemption', 'net_cents', 'vat_cents']

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
