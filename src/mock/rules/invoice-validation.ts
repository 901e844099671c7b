/** Why the API refuses an invoice whose shape is right: what `checkInvoice()` is sure of, and ids that do not exist. */
import type { Account, Contact, InvoiceCreate } from '../../core/types.ts'
import { checkInvoice, type ProblemCode, vatExemptionCategories } from '../../mydata/index.ts'
import { isRow, type Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'
import { asRow, asRows } from '../values.ts'
import { getTaxes } from './account.ts'
import { findUnknownIds, invalidField } from './unknown-ids.ts'

/** Problems that the API reports as a missing field. */
const MISSING_FIELD: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'exemption-missing',
  'tax-id-missing',
  'type-missing',
  'category-missing',
  'counterpart-missing',
])

export function validateInvoice(body: Row, state: State): FieldError[] {
  // A record of the mock, and so a contact of the document.
  const contact = state.collection('contacts').find(body.customerId) as Contact | undefined
  const problems = isInvoiceCreate(body) ? checkInvoice(normalizePaymentMethod(body), readAccount(state), contact) : []
  const certain = problems.filter(({ severity }) => severity === 'error')
  const found = [
    ...findUnknownIds({ customerId: 'contact' }, body, state),
    ...asRows(body.products).flatMap((row, index) => validateRow(row, state, `products.${index}.`)),
    ...certain.map(({ path, code }): FieldError => (MISSING_FIELD.has(code) ? requiredField(path) : invalidField(path))),
  ]
  // Two checks may find the same fault.
  return [...new Map(found.map((error) => [error.join(), error])).values()]
}

function validateRow(row: Row, state: State, prefix: string): FieldError[] {
  const { vatExceptionCat } = row
  const isTaxFree = getTaxes(state).some(({ id, value }) => id === row.vatId && value === 0)
  const isListed = vatExemptionCategories.some(({ code }) => String(code) === String(vatExceptionCat))
  const isWrong = isTaxFree && vatExceptionCat !== undefined && vatExceptionCat !== null && !isListed
  return [
    // With the one-stop shop, a row's product is an entry of the account's OSS rates.
    ...findUnknownIds({ productId: row.taxRate === undefined ? 'product' : 'ossProduct' }, row, state, prefix),
    ...(isWrong ? [invalidField(`${prefix}vatExceptionCat`)] : []),
  ]
}

const requiredField = (field: string): FieldError => [field, `The ${field} field is required.`]

/** `[-1]` stands for no payment method at all, so it names none that could be unknown. */
function normalizePaymentMethod<T extends Row>(body: T): T {
  const isNone = Array.isArray(body.paymentMethod) && body.paymentMethod.length === 1 && body.paymentMethod[0] === -1
  return isNone ? { ...body, paymentMethod: [] } : body
}

/** With the package's own document, Prism has checked the rest. With another one, an invoice may have other fields. */
const isInvoiceCreate = (body: Row): body is Row & InvoiceCreate =>
  typeof body.invoiceDate === 'string' && Array.isArray(body.products) && body.products.every(isRow)

/** The account, if it has the two lists that the rules read. */
function readAccount({ account }: State): Pick<Account, 'relations'> | undefined {
  const { vats, paymentMethods } = asRow(account.relations)
  return Array.isArray(vats) && Array.isArray(paymentMethods) ? (account as Pick<Account, 'relations'>) : undefined
}
