import type { AccountRelations, AccountVat, InvoiceCreate, InvoiceRow } from '../core/types.ts'
import { type Amounts, type RowAmounts, rowAmounts, sumOf, withPayable } from './amounts.ts'
import { isAmount, split } from './cents.ts'
import { given, isSame, recordsIn } from './given.ts'

/** What a row comes to, in cents. Its `taxes` and `withheld` are its share of the invoice's, by its net amount. */
export interface RowTotals extends Amounts {
  /** What `total` would be without the discount. */
  undiscounted: number
}

/** What an invoice comes to, in cents. Each amount is the sum of that of its rows. */
export interface InvoiceTotals extends Amounts {
  /** In the order of `products`. */
  rows: RowTotals[]
  /**
   * The fields that could not be counted, such as `products.0.vatId` for an id that the account does not have. They count as
   * nothing, so that the amounts are right only if this is empty.
   */
  unknown: string[]
}

/** What of an account the totals need. */
export interface AccountRates {
  /** Where the account keeps its VAT rates and taxes. */
  relations: Pick<AccountRelations, 'vats'>
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
export function invoiceTotals(draft: Pick<InvoiceCreate, 'products' | 'taxes'>, account: AccountRates): InvoiceTotals {
  const { products, taxes } = given(draft)
  return countTotals({ products: recordsIn(products), taxes: recordsIn(taxes) }, recordsIn(given(given(account).relations).vats))
}

/** The same for a draft from which anything may be missing. */
export function countTotals(
  draft: { products: Partial<InvoiceRow>[]; taxes: Partial<NonNullable<InvoiceCreate['taxes']>[number]>[] },
  vats: Partial<AccountVat>[],
): InvoiceTotals {
  const unknown: string[] = []
  const read = (path: string, value: unknown) => {
    if (isAmount(value)) return value
    unknown.push(path)
    return 0
  }
  const recordOf = (id: unknown) => vats.find((vat) => isSame(vat.id, id))

  const rows = draft.products.map(({ price, quantity = 1, discount = 0, vatId, taxRate }, index) =>
    rowAmounts({
      price: read(`products.${index}.price`, price),
      quantity: read(`products.${index}.quantity`, quantity),
      discount: read(`products.${index}.discount`, discount),
      vatPercent:
        taxRate === undefined
          ? read(`products.${index}.vatId`, recordOf(vatId)?.value)
          : read(`products.${index}.taxRate`, taxRate),
    }),
  )
  const taxes = draft.taxes.map(({ taxId }, index) => {
    const { value, isPercentable, operand } = recordOf(taxId) ?? {}
    return { value: read(`taxes.${index}.taxId`, value), isPercent: isPercentable !== false, isWithheld: operand === '-' }
  })
  const totals = sumOf(rows, taxes)
  return { ...totals, rows: withShares(rows, totals), unknown }
}

function withShares(rows: RowAmounts[], totals: Amounts): RowTotals[] {
  const weights = rows.map(({ net }) => net)
  const taxes = split(totals.taxes, weights)
  const withheld = split(totals.withheld, weights)
  return rows.map(({ undiscounted, ...row }, index) => ({
    ...withPayable({ ...row, taxes: taxes[index] ?? 0, withheld: withheld[index] ?? 0 }),
    undiscounted,
  }))
}
