/** The arguments of a check, and functions that all checks use. */
import type { Code, InvoiceTypeCode } from '../../../generated/mydata.ts'
import { aadeCodes, type Message, type Problem, type ProblemCode, problemCodes, type Severity } from '../../core/problem.ts'
import type { Account, Contact, InvoiceCreate, InvoiceRow } from '../../core/types.ts'
import { isAmount } from '../cents.ts'
import { isSameText, readText } from '../input.ts'

type Relations = Account['relations']

/** A draft without its empty fields. Any field may be missing, except the lists, which are then empty. */
export interface NormalizedDraft extends Partial<Omit<InvoiceCreate, 'products' | 'taxes' | 'paymentMethod' | 'mydataPayment'>> {
  products: Partial<InvoiceRow>[]
  taxes: Partial<NonNullable<InvoiceCreate['taxes']>[number]>[]
  paymentMethod: readonly unknown[]
  mydataPayment: NonNullable<InvoiceCreate['mydataPayment']>
}

/** The parts of an account that checks use. Ids are not checked against a list that is undefined. */
export interface NormalizedAccount {
  /** The issuer's VAT number. */
  afm: string
  vats?: Partial<Relations['vats'][number]>[] | undefined
  paymentMethods?: Partial<Relations['paymentMethods'][number]>[] | undefined
  ossProductTaxes?: Partial<NonNullable<Relations['ossProductTaxes']>[number]>[] | undefined
}

/** How an invoice reaches the tax authority: through a certified provider, or directly from the accounting software. */
export type Channel = 'provider' | 'erp'

/** The fields of a contact that checks use. */
export type CheckedContact = Partial<Pick<Contact, 'customerType' | 'contactType' | 'vatId' | 'country'>>

/** The arguments of a check. */
export interface Context {
  draft: NormalizedDraft
  account: NormalizedAccount
  customer: CheckedContact | undefined
  /** Undefined if the caller does not know it. */
  channel: Channel | undefined
  /** The entry of `mydataInvoiceType`. Undefined if the code lists do not have it. */
  type: InvoiceTypeCode | undefined
}

/** Returns the problems of one kind, or of a few related kinds. */
export type Check = (context: Context) => Problem[]

/** Runs a check on each row, with the row's path. */
export const eachRow = ({ draft }: Context, check: (row: Partial<InvoiceRow>, path: string) => Problem[]): Problem[] =>
  draft.products.flatMap((row, index) => check(row, `products.${index}`))

/** Whether a row charges a tax instead of selling something. */
export const isTaxRow = ({ type }: Partial<InvoiceRow>): boolean => type === 'telos'

/** Delivery and receipt notes, which move goods. */
export const isMovement = (type: InvoiceTypeCode | undefined): boolean => /^(9|10)\./.test(type?.code ?? '')

/** The rate of a row in percent. Undefined if the account does not have it, and for an OSS row, whose rate is that of a country. */
export function findRate(context: Context, { vatId, taxRate }: Partial<InvoiceRow>): number | undefined {
  const value = taxRate === undefined ? findAccountVat(context, vatId)?.value : undefined
  return isAmount(value) ? Number(value) : undefined
}

/** The account's VAT rate or tax with this id. */
export const findAccountVat = ({ account }: Context, id: unknown): Partial<Relations['vats'][number]> | undefined =>
  account.vats?.find((vat) => isSameText(vat.id, id))

/** Whether the draft refers to other invoices. A server may expect them in a form other than a list. */
export const hasLinks = ({ draft }: Context): boolean =>
  'correlatedInvoices' in draft && !(Array.isArray(draft.correlatedInvoices) && draft.correlatedInvoices.length === 0)

/** Whether a list of codes, separated by spaces, has a code. */
export const hasCode = (list: string, code: unknown): boolean => list.split(' ').includes(readText(code))

/** A code list of myDATA. */
export type CodeList = ReadonlyArray<Code<string | number>>

/** The entry of a code in a list. */
export const findCode = (list: CodeList, code: unknown): Code<string | number> | undefined =>
  list.find((entry) => isSameText(entry.code, code))

/** Codes whose problems always have the same severity. */
type FixedSeverityCode = {
  [Code in ProblemCode]: (typeof problemCodes)[Code] extends Severity ? Code : never
}[ProblemCode]

/** Creates a problem whose severity depends on its code only. `aade` defaults to the first authority code of the problem code. */
export const createProblem = (code: FixedSeverityCode, path: string, message: Message, aade?: string): Problem =>
  build(problemCodes[code], code, path, message, aade)

/** Creates an error if `isCertain`, otherwise a warning. */
export const createErrorIf = (
  isCertain: boolean,
  code: Exclude<ProblemCode, FixedSeverityCode>,
  path: string,
  message: Message,
): Problem => build(isCertain ? 'error' : 'warning', code, path, message)

const build = (
  severity: Severity,
  code: ProblemCode,
  path: string,
  message: Message,
  aade: string | undefined = aadeCodes[code],
): Problem => ({ severity, path, code, ...(aade === undefined ? {} : { aade }), message })
