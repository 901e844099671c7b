/** What the API refuses of an invoice whose shape is right. The rules are those of `checkInvoice()`. */

import type { Account, Contact, InvoiceCreate } from '../../core/types.ts'
import { checkInvoice } from '../../mydata/index.ts'
import { isRow } from '../blank.ts'
import type { FieldError, Row, State } from '../types.ts'
import { inner } from './values.ts'

/** Warnings refuse nothing. */
export function refusalsOf(body: Row, state: State): FieldError[] {
  // A record, and so a contact.
  const contact = state.collection('contacts').find(body.customerId) as Contact | undefined
  const isUnknown = body.customerId !== undefined && !contact
  const problems = isDraft(body) ? checkInvoice(body, accountIn(state), contact) : []
  const errors = problems.filter(({ severity }) => severity === 'error')
  return [...(isUnknown ? [UNKNOWN_CUSTOMER] : []), ...errors.map(({ path, message }): FieldError => [path, message.en])]
}

const UNKNOWN_CUSTOMER: FieldError = ['customerId', 'The selected customerId is invalid.']

/** By the package's own document, Prism has judged the rest. By another one, an invoice may have other fields. */
const isDraft = (body: Row): body is Row & InvoiceCreate =>
  typeof body.invoiceDate === 'string' && Array.isArray(body.products) && body.products.every(isRow)

/** Likewise. */
function accountIn({ account }: State): Pick<Account, 'relations'> | undefined {
  const { vats, paymentMethods } = inner(account.relations)
  // The two lists are all that the rules look at.
  return Array.isArray(vats) && Array.isArray(paymentMethods) ? (account as Pick<Account, 'relations'>) : undefined
}
