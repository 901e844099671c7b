import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import type { Account, AccountVat, Contact, InvoiceCreate, InvoiceRow, InvoiceUpdate } from '../../types.ts'
import type { Problem } from '../problem.ts'

/** What a rule looks at. */
export interface Context {
  draft: InvoiceCreate | InvoiceUpdate
  account: Pick<Account, 'relations'> | undefined
  customer: Pick<Contact, 'customerType' | 'vatId' | 'country'> | undefined
  /** The entry of `mydataInvoiceType`, if the lists have it. */
  type: InvoiceTypeCode | undefined
}

/** One rule, or a few on the same matter. */
export type Check = (context: Context) => Problem[]

/** Runs a rule on each row, with the row's path. */
export const eachRow = ({ draft }: Context, check: (row: InvoiceRow, path: string) => Problem[]): Problem[] =>
  draft.products.flatMap((row, index) => check(row, `products.${index}`))

/** A row that charges a tax, and sells nothing. */
export const isTaxRow = ({ type }: InvoiceRow): boolean => type === 'telos'

/** The VAT rate, or the other tax, of an id. */
export const taxOf = ({ account }: Context, id: number | undefined): AccountVat | undefined =>
  account?.relations.vats.find((vat) => vat.id === id)
