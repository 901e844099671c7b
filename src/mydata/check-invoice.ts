import { invoiceTypes } from '../../generated/mydata.ts'
import type { Account, Contact, InvoiceCreate, InvoiceUpdate } from '../types.ts'
import { checkClassification } from './checks/classification.ts'
import { checkCodes } from './checks/codes.ts'
import type { Check } from './checks/context.ts'
import { checkCounterpart } from './checks/counterpart.ts'
import { checkCustomer } from './checks/customer.ts'
import { checkDate } from './checks/date.ts'
import { checkIds } from './checks/ids.ts'
import { checkLinked } from './checks/linked.ts'
import { checkPayment } from './checks/payment.ts'
import { checkTaxRows } from './checks/tax-rows.ts'
import { checkVat } from './checks/vat.ts'
import type { Problem } from './problem.ts'

/** Hold for every invoice. */
const ALWAYS: Check[] = [checkDate, checkTaxRows, checkIds, checkVat]

/** Hold for an invoice that is reported to the tax authority. */
const REPORTED: Check[] = [checkCodes, checkClassification, checkCounterpart, checkCustomer, checkLinked, checkPayment]

/**
 * Looks for what the API or the tax authority would reject, before anything is sent. Nothing is asked for, so that what cannot be
 * known from the arguments is not reported.
 *
 * With `excludeMydata: true` the rules of the authority are left out. A code that is not in the lists is a warning, since the
 * authority adds codes.
 *
 * @param account - What `account.get()` gives. With it, VAT, payment and the ids of the account are checked too.
 * @param customer - The contact that `customerId` names. With it, whether the type of invoice suits it is checked too.
 */
export function checkInvoice(
  draft: InvoiceCreate | InvoiceUpdate,
  account?: Pick<Account, 'relations'>,
  customer?: Pick<Contact, 'customerType' | 'vatId' | 'country'>,
): Problem[] {
  const type = invoiceTypes.find(({ code }) => code === draft.mydataInvoiceType)
  const checks = draft.excludeMydata === true ? ALWAYS : [...ALWAYS, ...REPORTED]
  return checks.flatMap((check) => check({ draft, account, customer, type }))
}
