/** Why the API refuses an invoice whose shape is right: what `checkInvoice()` is sure of, and ids that do not exist. */
import type { Account, Contact, InvoiceCreate } from '../../core/types.ts'
import { checkInvoice, type ProblemCode, vatExemptionCategories } from '../../mydata/index.ts'
import { isRow, type Row } from '../row.ts'
import type { State } from '../state.ts'
import type { FieldError } from '../types.ts'
import { inner, rowsIn } from '../values.ts'
import { taxesOf } from './account.ts'
import { isInvalid, unknownIds } from './unknown-ids.ts'

/** Problems that the API reports as a missing field. */
const MISSING: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'exemption-missing',
  'tax-id-missing',
  'type-missing',
  'category-missing',
  'counterpart-missing',
])

export function refusalsOf(body: Row, state: State): FieldError[] {
  // A record of the mock, and so a contact of the document.
  const contact = state.collection('contacts').find(body.customerId) as Contact | undefined
  const problems = isDraft(body) ? checkInvoice(withoutNone(body), accountIn(state), contact) : []
  const certain = problems.filter(({ severity }) => severity === 'error')
  const found = [
    ...unknownIds({ customerId: 'contact' }, body, state),
    ...rowsIn(body.products).flatMap((row, index) => rowRefusals(row, state, `products.${index}.`)),
    ...certain.map(({ path, code }): FieldError => (MISSING.has(code) ? isRequired(path) : isInvalid(path))),
  ]
  // Two checks may find the same fault.
  return [...new Map(found.map((error) => [error.join(), error])).values()]
}

function rowRefusals(row: Row, state: State, prefix: string): FieldError[] {
  const { vatExceptionCat } = row
  const isTaxFree = taxesOf(state).some(({ id, value }) => id === row.vatId && value === 0)
  const isListed = vatExemptionCategories.some(({ code }) => String(code) === String(vatExceptionCat))
  const isWrong = isTaxFree && vatExceptionCat !== undefined && vatExceptionCat !== null && !isListed
  return [
    // With the one-stop shop, a row's product is an entry of the account's OSS rates.
    ...unknownIds({ productId: row.taxRate === undefined ? 'product' : 'ossProduct' }, row, state, prefix),
    ...(isWrong ? [isInvalid(`${prefix}vatExceptionCat`)] : []),
  ]
}

const isRequired = (field: string): FieldError => [field, `The ${field} field is required.`]

/** `[-1]` stands for no payment method at all, so it names none that could be unknown. */
function withoutNone<T extends Row>(body: T): T {
  const isNone = Array.isArray(body.paymentMethod) && body.paymentMethod.length === 1 && body.paymentMethod[0] === -1
  return isNone ? { ...body, paymentMethod: [] } : body
}

/** With the package's own document, Prism has checked the rest. With another one, an invoice may have other fields. */
const isDraft = (body: Row): body is Row & InvoiceCreate =>
  typeof body.invoiceDate === 'string' && Array.isArray(body.products) && body.products.every(isRow)

/** The account, if it has the two lists that the rules read. */
function accountIn({ account }: State): Pick<Account, 'relations'> | undefined {
  const { vats, paymentMethods } = inner(account.relations)
  return Array.isArray(vats) && Array.isArray(paymentMethods) ? (account as Pick<Account, 'relations'>) : undefined
}
