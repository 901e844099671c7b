import type { AccountRelations, AccountVat, InvoiceCreate, InvoiceRow } from '../core/types.ts'
import { type Amounts, type RowAmounts, rowAmounts, sumOf, type Tax, withPayable } from './amounts.ts'
import { type Amount, centsOf, isAmount, netOf, percentOf, split } from './cents.ts'
import { given, isSame, recordsIn, textOf } from './given.ts'

/** What a row comes to, in cents. Its taxes, withheld taxes and deductions are its share of the invoice's, by its net amount. */
export interface RowTotals extends Amounts {
  /** What `total` would be without the discount. */
  undiscounted: number
}

/** What the rows of one VAT rate come to, in cents. */
export interface VatBreakdown {
  /** The rate, in percent. */
  percent: number
  /** The VAT category of myDATA, where the account gives it. */
  category: number | undefined
  /** Before VAT. */
  net: number
  /** VAT. */
  vat: number
}

/** What the rows of one classification come to, in cents. */
export interface ClassificationBreakdown {
  /** Such as `category1_3`. */
  category: string | undefined
  /** Such as `E3_561_001`. */
  type: string | undefined
  /** Before VAT. */
  net: number
  /** VAT. */
  vat: number
}

/** What an invoice comes to, in cents. Each amount is the sum of that of its rows. */
export interface InvoiceTotals extends Amounts {
  /** In the order of `products`. */
  rows: RowTotals[]
  /** Net and VAT by rate, in the order in which the rates first occur. */
  byRate: VatBreakdown[]
  /** Net and VAT by classification, likewise. Rows without one are left out. */
  byClassification: ClassificationBreakdown[]
  /**
   * The fields that could not be counted to the cent, such as `products.0.vatId` for an id that the account does not have, or
   * `products.0.price` for an amount of trillions. They count as nothing, so that the amounts are right only if this is empty.
   */
  unknown: string[]
}

/** What of an account the totals need. */
export interface AccountRates {
  /** Where the account keeps its VAT rates and taxes. */
  relations: Pick<AccountRelations, 'vats'>
}

/** A row to count. */
export interface TotalsRow extends InvoiceRow {
  /** Whether VAT is in the price, as in a product with `isVatIncluded`. The API takes net prices only: see `netPrice()`. */
  isVatIncluded?: boolean
}

/** The draft of an invoice, as far as the totals look at it. */
export interface TotalsDraft extends Pick<InvoiceCreate, 'taxes'> {
  /** The rows of the invoice. */
  products: TotalsRow[]
}

/** How totals are counted. */
export interface TotalsOptions {
  /**
   * Where VAT is rounded: `row`, on each row, as the tax authority wants it (default); or `rate`, once for all rows of a rate, as
   * EN 16931 has it. The two differ by some cents on long invoices.
   */
  vatRounding?: 'row' | 'rate'
}

/**
 * What an invoice will come to, in whole cents: counted before it is sent.
 *
 * Each row is rounded to the cent, half a cent away from zero: its price times its quantity, then its discount, then its VAT.
 * Totals are sums of rounded rows. A tax on the whole invoice (`taxes`) is counted on the net total and rounded once. Billit
 * does not publish how it rounds: `compareTotals()` shows where its amounts differ.
 *
 * @param draft - What `invoices.create()` takes. A row without a quantity has one unit; one with a `taxRate` (OSS) has its VAT.
 * @param account - What `account.get()` gives: it has the rates by their ids.
 */
export function invoiceTotals(draft: TotalsDraft, account: AccountRates, options: TotalsOptions = {}): InvoiceTotals {
  const { products, taxes } = given(draft)
  const vats = recordsIn(given(given(account).relations).vats)
  return countTotals({ products: recordsIn(products), taxes: recordsIn(taxes) }, vats, options)
}

/**
 * The price before VAT of one whose price has it in, in euros with two decimals: what the API takes as `price` for a product with
 * `isVatIncluded`. VAT on it may differ from the original by a cent: `invoiceTotals()` counts rows with `isVatIncluded` exactly.
 *
 * @param price - With VAT, in euros.
 * @param vatPercent - Such as 24.
 * @throws RangeError if either is no number.
 */
export const netPrice = (price: number | string, vatPercent: number | string): number => netOf(centsOf(price), vatPercent) / 100

type Taxes = Partial<NonNullable<InvoiceCreate['taxes']>[number]>[]

interface CountedRow extends RowAmounts {
  percent: Amount
  category: number | undefined
  isVatIncluded: boolean
}

/** The same for a draft from which anything may be missing. */
export function countTotals(
  draft: { products: Partial<TotalsRow>[]; taxes: Taxes },
  vats: Partial<AccountVat>[],
  { vatRounding = 'row' }: TotalsOptions = {},
): InvoiceTotals {
  const unknown: string[] = []
  const read = (path: string, value: unknown) => {
    if (isAmount(value)) return value
    unknown.push(path)
    return 0
  }
  const recordOf = (id: unknown) => vats.find((vat) => isSame(vat.id, id))

  const counted = draft.products.map((row, index): CountedRow => {
    const { price, quantity = 1, discount = 0, vatId, taxRate, isVatIncluded } = row
    const { value, mydataVatCat } = recordOf(vatId) ?? {}
    const percent = taxRate === undefined ? read(`products.${index}.vatId`, value) : read(`products.${index}.taxRate`, taxRate)
    const sent = {
      price: read(`products.${index}.price`, price),
      quantity: read(`products.${index}.quantity`, quantity),
      discount: read(`products.${index}.discount`, discount),
      vatPercent: percent,
      isVatIncluded: isVatIncluded === true,
    }
    const category = taxRate === undefined && isAmount(mydataVatCat) ? Number(mydataVatCat) : undefined
    const facts = { percent, category, isVatIncluded: sent.isVatIncluded }
    const amounts = rowAmounts(sent)
    if (isExact(amounts)) return { ...amounts, ...facts }
    unknown.push(`products.${index}.price`)
    return { ...rowAmounts({ ...sent, price: 0 }), ...facts }
  })
  const rows = vatRounding === 'rate' ? withVatByRate(counted) : counted

  const taxes = draft.taxes.map(({ taxId }, index): Tax => {
    const tax = recordOf(taxId) ?? {}
    const value = read(`taxes.${index}.taxId`, tax.value)
    return { value, isPercent: tax.isPercentable !== false, isWithheld: tax.operand === '-', isDeduction: isDeduction(tax) }
  })
  const totals = sumOf(rows, taxes)
  if (!isExact(totals)) unknown.push('products')
  return {
    ...totals,
    rows: withShares(rows, totals),
    byRate: groupsOf(rows, ({ percent, category }) => ({ percent: Number(percent), category })),
    byClassification: groupsOf(
      rows.map(({ net, vat }, index) => ({ net, vat, sent: draft.products[index] ?? {} })),
      ({ sent }) => {
        const category = textOf(sent.incomeClassificationCat) || undefined
        const type = textOf(sent.incomeClassificationType) || undefined
        return category === undefined && type === undefined ? undefined : { category, type }
      },
    ),
    unknown,
  }
}

/**
 * A deduction (κρατήσεις) is taken off like a withheld tax, and reported apart from it. The account tells it by its kind, the
 * authority's tax type 5, or else by its name.
 */
export const isDeduction = ({ operand, taxId, name }: Partial<AccountVat>): boolean =>
  operand === '-' && (isSame(taxId, 5) || /(^|[^αά])κρ[αά]τ[ηή]σ|deduction/iu.test(textOf(name)))

const isExact = (amounts: object): boolean => Object.values(amounts).every(Number.isSafeInteger)

/** VAT once for each rate, on its net total, and shared out over its rows. Where VAT is in the price, it stays as it is. */
function withVatByRate(rows: CountedRow[]): CountedRow[] {
  const counted = [...rows]
  for (const { percent } of groupsOf(rows, ({ percent }) => ({ percent: Number(percent) }))) {
    const places = rows.flatMap((row, index) => (Number(row.percent) === percent && !row.isVatIncluded ? [index] : []))
    const nets = places.map((place) => rows[place]?.net ?? 0)
    const vat = percentOf(
      nets.reduce((sum, net) => sum + net, 0),
      percent,
    )
    split(vat, nets).forEach((share, index) => {
      const place = places[index] ?? 0
      const row = counted[place]
      if (row) counted[place] = { ...row, vat: share, total: row.net + share }
    })
  }
  return counted
}

/** Sums of net and VAT by what the key says. Rows without a key are left out. */
export function groupsOf<Row extends { net: number; vat: number }, Key extends object>(
  rows: Row[],
  keyOf: (row: Row) => Key | undefined,
): Array<Key & { net: number; vat: number }> {
  const groups = new Map<string, Key & { net: number; vat: number }>()
  for (const row of rows) {
    const key = keyOf(row)
    if (!key) continue
    const id = JSON.stringify(Object.values(key))
    const { net, vat } = groups.get(id) ?? { net: 0, vat: 0 }
    groups.set(id, { ...key, net: net + row.net, vat: vat + row.vat })
  }
  return [...groups.values()]
}

function withShares(rows: RowAmounts[], totals: Amounts): RowTotals[] {
  const weights = rows.map(({ net }) => net)
  const taxes = split(totals.taxes, weights)
  const withheld = split(totals.withheld, weights)
  const deductions = split(totals.deductions, weights)
  return rows.map(({ net, vat, discount, undiscounted }, index) => ({
    ...withPayable({
      net,
      vat,
      discount,
      taxes: taxes[index] ?? 0,
      withheld: withheld[index] ?? 0,
      deductions: deductions[index] ?? 0,
    }),
    undiscounted,
  }))
}
