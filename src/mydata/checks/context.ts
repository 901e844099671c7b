import type { InvoiceTypeCode } from '../../../generated/mydata.ts'
import type { Problem } from '../../core/problem.ts'
import type { Account, Contact, InvoiceCreate, InvoiceRow } from '../../core/types.ts'
import { isSame } from '../given.ts'

type Relations = Account['relations']

/** The draft, from which anything may be missing. */
export interface Draft extends Partial<Omit<InvoiceCreate, 'products' | 'taxes' | 'paymentMethod' | 'mydataPayment'>> {
  products: Partial<InvoiceRow>[]
  taxes: Partial<NonNullable<InvoiceCreate['taxes']>[number]>[]
  paymentMethod: readonly unknown[]
  mydataPayment: NonNullable<InvoiceCreate['mydataPayment']>
}

/** The lists of the account. Of one that is not there nothing can be said. */
export interface Lists {
  vats?: Partial<Relations['vats'][number]>[] | undefined
  paymentMethods?: Partial<Relations['paymentMethods'][number]>[] | undefined
  ossProductTaxes?: Partial<NonNullable<Relations['ossProductTaxes']>[number]>[] | undefined
}

/** What a rule looks at. */
export interface Context {
  draft: Draft
  account: Lists
  customer: Partial<Pick<Contact, 'customerType' | 'vatId' | 'country'>> | undefined
  /** The entry of `mydataInvoiceType`, if the lists have it. */
  type: InvoiceTypeCode | undefined
}

/** One rule, or a few on the same matter. */
export type Check = (context: Context) => Problem[]

/** Runs a rule on each row, with the row's path. */
export const eachRow = ({ draft }: Context, check: (row: Partial<InvoiceRow>, path: string) => Problem[]): Problem[] =>
  draft.products.flatMap((row, index) => check(row, `products.${index}`))

/** A row that charges a tax, and sells nothing. */
export const isTaxRow = ({ type }: Partial<InvoiceRow>): boolean => type === 'telos'

/** The VAT rate, or the other tax, of an id. */
export const taxOf = ({ account }: Context, id: unknown): Partial<Relations['vats'][number]> | undefined =>
  account.vats?.find((vat) => isSame(vat.id, id))
