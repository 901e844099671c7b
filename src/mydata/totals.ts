import type { AccountRelations, AccountVat, InvoiceCreate, InvoiceRow } from '../core/types.ts'
import { type Amounts, addPayable, calculateRow, type InvoiceTax, type RowAmounts, sumRows } from './amounts.ts'
import { type Amount, calculatePercentage, isAmount, removeVat, split, toCents } from './cents.ts'
import { dropEmptyFields, isSameText, readRecords, readText } from './input.ts'

/** The amounts of a row, in cents. Taxes, withheld taxes and deductions are the row's share of the invoice's, by net amount. */
export interface RowTotals extends Amounts {
  /** What `total` would be without the discount. */
  undiscounted: number
}

/** Net and VAT of the rows with one VAT rate, in cents. */
export interface VatBreakdown {
  /** The rate, in percent. */
  percent: number
  /** The VAT category of myDATA, a code of `vatCategories`. Undefined if the account does not have it. */
  category: number | undefined
  /** Before VAT. */
  net: number
  /** VAT. */
  vat: number
}

/** Net and VAT of the rows with one classification, in cents. */
export interface ClassificationBreakdown {
  /** The classification category, such as `category1_3`. */
  category: string | undefined
  /** The classification type, such as `E3_561_001`. */
  type: string | undefined
  /** Before VAT. */
  net: number
  /** VAT. */
  vat: number
}

/** The totals of an invoice, in cents. Each amount is the sum of the rows' amounts. */
export interface InvoiceTotals extends Amounts {
  /** In the order of `products`. */
  rows: RowTotals[]
  /** Net and VAT by rate, in the order of the rows. */
  byRate: VatBreakdown[]
  /** Net and VAT by classification, in the order of the rows. Rows without a classification are left out. */
  byClassification: ClassificationBreakdown[]
  /**
   * Paths of the fields without a usable value, such as `products.0.vatId` for an id that the account does not have, or
   * `products.0.price` for an amount too large for exact cents. They are treated as 0, so the amounts are correct only if this
   * list is empty.
   */
  unknown: string[]
}

/** The part of an account that `invoiceTotals()` uses. */
export interface AccountRates {
  /** The lists of the account. `vats` has its VAT rates and taxes. */
  relations: Pick<AccountRelations, 'vats'>
}

/** A row of a draft. */
export interface TotalsRow extends InvoiceRow {
  /**
   * Whether `price` includes VAT, as in a product with `isVatIncluded`. Default `false`. The API accepts net prices only: see
   * `netPrice()`.
   */
  isVatIncluded?: boolean
}

/** The part of a draft that `invoiceTotals()` uses. */
export interface TotalsDraft extends Pick<InvoiceCreate, 'taxes'> {
  /** The rows of the invoice. */
  products: TotalsRow[]
}

/** Options of `invoiceTotals()`. */
export interface TotalsOptions {
  /**
   * How VAT is rounded: `row` rounds it on each row, as the tax authority requires; `rate` rounds it once for all rows with the
   * same rate, as in EN 16931. On long invoices the two differ by a few cents. Default `row`.
   */
  vatRounding?: 'row' | 'rate'
  /**
   * What a row with a `taxRate` (OSS) is. Billit's description allows two readings: `row` is a row of goods, and `taxRate` is the
   * VAT rate of the customer's country in percent; `tax-row` is a separate row whose price is the VAT itself. Without this
   * option, such rows are in `unknown`. `billit-io verify --write` tests which reading is right.
   */
  oss?: 'row' | 'tax-row'
}

/**
 * Calculates the totals of an invoice before you send it, in whole cents.
 *
 * Each row is rounded to the cent, half a cent away from zero: first price × quantity, then the discount, then VAT. Totals are
 * sums of rounded rows. A tax on the whole invoice (`taxes`) is calculated on the net total and rounded once. Billit does not
 * publish how it rounds: `compareTotals()` lists the amounts that differ.
 *
 * @param draft - The body for `invoices.create()`, with prices in euros. `quantity` defaults to 1 and `discount` to 0. A row
 *   with a `taxRate` other than 0 needs the option `oss`.
 * @param account - The result of `account.get()`, which has the rates by id.
 * @returns The totals. Values that are missing or invalid are listed in `unknown`, not thrown.
 */
export function invoiceTotals(draft: TotalsDraft, account: AccountRates, options: TotalsOptions = {}): InvoiceTotals {
  const { products, taxes } = dropEmptyFields(draft)
  const vats = readRecords(dropEmptyFields(dropEmptyFields(account).relations).vats)
  return calculateTotals({ products: readRecords(products), taxes: readRecords(taxes) }, vats, options)
}

/**
 * Removes VAT from a price. The API accepts net prices only, so use this for a product with `isVatIncluded`.
 *
 * The VAT on the rounded net price can differ from the original by a cent. For exact totals, pass `isVatIncluded` to
 * `invoiceTotals()` instead.
 *
 * @param price - The price including VAT, in euros.
 * @param vatPercent - The VAT rate in percent, such as 24.
 * @returns The net price in euros, rounded to the cent, half a cent away from zero.
 * @throws RangeError if either argument is not an amount below 1e13.
 */
export const netPrice = (price: number | string, vatPercent: number | string): number =>
  removeVat(toCents(price), vatPercent) / 100

/** A draft from which anything may be missing. */
interface PartialTotalsDraft {
  products: Partial<TotalsRow>[]
  taxes: Partial<NonNullable<InvoiceCreate['taxes']>[number]>[]
}

interface CalculatedRow extends RowAmounts {
  percent: Amount
  category: number | undefined
  isVatIncluded: boolean
}

/** Calculates the totals of a draft from which anything may be missing. */
export function calculateTotals(
  { products, taxes }: PartialTotalsDraft,
  vats: Partial<AccountVat>[],
  { vatRounding = 'row', oss }: TotalsOptions = {},
): InvoiceTotals {
  const unknown: string[] = []
  const readAmount = (path: string, value: unknown): Amount => {
    if (isAmount(value)) return value
    unknown.push(path)
    return 0
  }
  const readOssPercent = (path: string, taxRate: unknown): Amount => {
    const rate = readAmount(path, taxRate)
    if (Number(rate) === 0 || oss === 'tax-row') return 0
    // A rate below 1 is probably a fraction: 0.19 for 19 %.
    if (oss === 'row' && Number(rate) >= 1) return rate
    unknown.push(path)
    return 0
  }
  const findVat = (id: unknown): Partial<AccountVat> => vats.find((vat) => isSameText(vat.id, id)) ?? {}

  const calculateRowAt = (row: Partial<TotalsRow>, path: string): CalculatedRow => {
    const { price, quantity = 1, discount = 0, vatId, taxRate } = row
    const { value, mydataVatCat } = findVat(vatId)
    const percent = taxRate === undefined ? readAmount(`${path}.vatId`, value) : readOssPercent(`${path}.taxRate`, taxRate)
    const priced = {
      price: readAmount(`${path}.price`, price),
      quantity: readAmount(`${path}.quantity`, quantity),
      discount: readAmount(`${path}.discount`, discount),
      vatPercent: percent,
      isVatIncluded: row.isVatIncluded === true,
    }
    const category = taxRate === undefined && isAmount(mydataVatCat) ? Number(mydataVatCat) : undefined
    const rate = { percent, category, isVatIncluded: priced.isVatIncluded }
    const amounts = calculateRow(priced)
    if (isExact(amounts)) return { ...amounts, ...rate }
    unknown.push(`${path}.price`)
    return { ...calculateRow({ ...priced, price: 0 }), ...rate }
  }
  const roundedByRow = products.map((row, index) => calculateRowAt(row, `products.${index}`))
  const rows = vatRounding === 'rate' ? roundVatByRate(roundedByRow) : roundedByRow

  const invoiceTaxes = taxes.map(({ taxId }, index): InvoiceTax => {
    const tax = findVat(taxId)
    const value = readAmount(`taxes.${index}.taxId`, tax.value)
    return { value, isPercent: tax.isPercentable !== false, isWithheld: tax.operand === '-', isDeduction: isDeduction(tax) }
  })
  const totals = sumRows(rows, invoiceTaxes)
  if (!isExact(totals)) unknown.push('products')
  return {
    ...totals,
    rows: addTaxShares(rows, totals),
    byRate: groupRows(rows, ({ percent, category }) => ({ percent: Number(percent), category })),
    byClassification: groupRows(
      rows.map(({ net, vat }, index) => ({ net, vat, row: products[index] ?? {} })),
      ({ row }) => readClassification(row),
    ),
    unknown,
  }
}

function readClassification(row: Partial<TotalsRow>): Pick<ClassificationBreakdown, 'category' | 'type'> | undefined {
  const category = readText(row.incomeClassificationCat) || undefined
  const type = readText(row.incomeClassificationType) || undefined
  return category === undefined && type === undefined ? undefined : { category, type }
}

/**
 * Whether a tax of the account is a deduction (κρατήσεις): the authority's tax type 5, or a name that says so. Deductions reduce
 * the payable amount like withheld taxes, but are reported separately.
 */
export const isDeduction = ({ operand, taxId, name }: Partial<AccountVat>): boolean =>
  operand === '-' && (isSameText(taxId, 5) || /(^|[^αά])κρ[αά]τ[ηή]σ|deduction/iu.test(readText(name)))

const isExact = (amounts: object): boolean => Object.values(amounts).every(Number.isSafeInteger)

/** Rounds VAT once per rate and splits it over the rows with that rate. Rows whose price includes VAT do not change. */
function roundVatByRate(rows: CalculatedRow[]): CalculatedRow[] {
  const rounded = [...rows]
  for (const { percent } of groupRows(rows, ({ percent }) => ({ percent: Number(percent) }))) {
    const indexes = rows.flatMap((row, index) => (Number(row.percent) === percent && !row.isVatIncluded ? [index] : []))
    const nets = indexes.map((index) => rows[index]?.net ?? 0)
    const vat = calculatePercentage(
      nets.reduce((sum, net) => sum + net, 0),
      percent,
    )
    split(vat, nets).forEach((share, position) => {
      const index = indexes[position] ?? 0
      const row = rounded[index]
      if (row) rounded[index] = { ...row, vat: share, total: row.net + share }
    })
  }
  return rounded
}

/** Sums net and VAT of the rows with the same key. Rows without a key are left out. */
export function groupRows<Row extends { net: number; vat: number }, Key extends object>(
  rows: Row[],
  readKey: (row: Row) => Key | undefined,
): Array<Key & { net: number; vat: number }> {
  const groups = new Map<string, Key & { net: number; vat: number }>()
  for (const row of rows) {
    const key = readKey(row)
    if (!key) continue
    const id = JSON.stringify(Object.values(key))
    const { net, vat } = groups.get(id) ?? { net: 0, vat: 0 }
    groups.set(id, { ...key, net: net + row.net, vat: vat + row.vat })
  }
  return [...groups.values()]
}

/** Adds each row's share of the taxes on the whole invoice, by its net amount. */
function addTaxShares(rows: RowAmounts[], totals: Amounts): RowTotals[] {
  const weights = rows.map(({ net }) => net)
  const taxes = split(totals.taxes, weights)
  const withheld = split(totals.withheld, weights)
  const deductions = split(totals.deductions, weights)
  return rows.map(({ net, vat, discount, undiscounted }, index) => ({
    ...addPayable({
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
