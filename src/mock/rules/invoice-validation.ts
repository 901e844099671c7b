/** Validates an invoice that matches its schema: reports the errors of `checkInvoice()` and ids that do not exist. */
import type { Account, Contact, InvoiceCreate } from '../../core/types.ts'
import { checkInvoice, type ProblemCode, vatExemptionCategories } from '../../mydata/index.ts'
import { isRow, type Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'
import { asRow, asRows } from '../values.ts'
import { getTaxes } from './account.ts'
import { findUnknownIds, invalidField } from './unknown-ids.ts'

/** Problems that the API reports as a required field. */
const MISSING_FIELD: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'exemption-missing',
  'tax-id-missing',
  'type-missing',
  'category-missing',
  'counterpart-missing',
])

export function validateInvoice(body: Row, state: State): FieldError[] {
  // Records of the mock match their schema.
  const contact = state.collection('contacts').find(body.customerId) as Contact | undefined
  const problems = isInvoiceCreate(body) ? checkInvoice(normalizePaymentMethod(body), readAccount(state), contact) : []
  const errors = problems.filter(({ severity }) => severity === 'error')
  const fieldErrors = [
    ...findUnknownIds({ customerId: 'contact', invoiceTypeId: 'invoiceType' }, body, state),
    ...asRows(body.products).flatMap((row, index) => validateRow(row, state, `products.${index}.`)),
    ...errors.map(({ path, code }): FieldError => (MISSING_FIELD.has(code) ? requiredField(path) : invalidField(path))),
  ]
  // Two checks may report the same error.
  return [...new Map(fieldErrors.map((error) => [error.join(), error])).values()]
}

function validateRow(row: Row, state: State, prefix: string): FieldError[] {
  const { vatExceptionCat } = row
  const isTaxFree = getTaxes(state).some(({ id, value }) => id === row.vatId && value === 0)
  const isListed = vatExemptionCategories.some(({ code }) => String(code) === String(vatExceptionCat))
  const isUnknownExemption = isTaxFree && vatExceptionCat !== undefined && vatExceptionCat !== null && !isListed
  return [
    // In an OSS row, `productId` is the id of one of the account's OSS rates.
    ...findUnknownIds({ productId: row.taxRate === undefined ? 'product' : 'ossProduct' }, row, state, prefix),
    ...(isUnknownExemption ? [invalidField(`${prefix}vatExceptionCat`)] : []),
  ]
}

const requiredField = (field: string): FieldError => [field, `The ${field} field is required.`]

/** Replaces `[-1]`, which selects no payment method, with an empty list, since -1 is not the id of a payment method. */
function normalizePaymentMethod<T extends Row>(body: T): T {
  const isNone = Array.isArray(body.paymentMethod) && body.paymentMethod.length === 1 && body.paymentMethod[0] === -1
  return isNone ? { ...body, paymentMethod: [] } : body
}

/** With the package's OpenAPI document, Prism has validated the rest. With a custom one, an invoice may have other fields. */
const isInvoiceCreate = (body: Row): body is Row & InvoiceCreate =>
  typeof body.invoiceDate === 'string' && Array.isArray(body.products) && body.products.every(isRow)

/** Returns the account if it has the two lists that `checkInvoice()` reads. */
function readAccount({ account }: State): Pick<Account, 'relations'> | undefined {
  const { vats, paymentMethods } = asRow(account.relations)
  return Array.isArray(vats) && Array.isArray(paymentMethods) ? (account as Pick<Account, 'relations'>) : undefined
}
