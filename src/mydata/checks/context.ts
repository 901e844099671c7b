/** What a rule looks at, and how it tells what it finds. */
import type { Code, InvoiceTypeCode } from '../../../generated/mydata.ts'
import { aadeCodes, type Message, type Problem, type ProblemCode, problemCodes, type Severity } from '../../core/problem.ts'
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
  /** The VAT number of the issuer. */
  afm: string
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
export const findTax = ({ account }: Context, id: unknown): Partial<Relations['vats'][number]> | undefined =>
  account.vats?.find((vat) => isSame(vat.id, id))

/** The invoices that this one refers to. A server may want them in another form than a list. */
export const hasLinks = ({ draft }: Context): boolean =>
  'correlatedInvoices' in draft && !(Array.isArray(draft.correlatedInvoices) && draft.correlatedInvoices.length === 0)

/** A list, of codes of any kind. */
export type List = ReadonlyArray<Code<string | number>>

/** The entry of a code. The API has some numbers as text. */
export const entryOf = (list: List, code: unknown): Code<string | number> | undefined =>
  list.find((entry) => isSame(entry.code, code))

type Fixed = { [Code in ProblemCode]: (typeof problemCodes)[Code] extends Severity ? Code : never }[ProblemCode]

/** A problem of a kind that is always as bad. The authority's code is that of the kind, unless another one is given. */
export const problem = (code: Fixed, path: string, message: Message, aade?: string): Problem =>
  told(problemCodes[code], code, path, message, aade)

/** A problem that is an error only where it is certain. */
export const problemIf = (isCertain: boolean, code: Exclude<ProblemCode, Fixed>, path: string, message: Message): Problem =>
  told(isCertain ? 'error' : 'warning', code, path, message)

const told = (severity: Severity, code: ProblemCode, path: string, message: Message, own?: string): Problem => {
  const aade = own ?? aadeCodes[code]
  return { severity, path, code, ...(aade === undefined ? {} : { aade }), message }
}
