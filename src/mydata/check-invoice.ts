import { invoiceTypes } from '../../generated/mydata.ts'
import type { Problem } from '../core/problem.ts'
import type { Account, Contact, InvoiceCreate, InvoiceUpdate } from '../core/types.ts'
import { checkClassification } from './checks/classification.ts'
import { checkCodes } from './checks/codes.ts'
import type { Check, Draft, Lists } from './checks/context.ts'
import { checkCounterpart } from './checks/counterpart.ts'
import { checkCustomer } from './checks/customer.ts'
import { checkDate } from './checks/date.ts'
import { checkIds } from './checks/ids.ts'
import { checkLinked } from './checks/linked.ts'
import { checkPayment } from './checks/payment.ts'
import { checkTaxRows } from './checks/tax-rows.ts'
import { checkVat } from './checks/vat.ts'
import { given, recordsIn } from './given.ts'

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
  customer?: Partial<Pick<Contact, 'customerType' | 'vatId' | 'country'>>,
): Problem[] {
  const known = readDraft(draft)
  const type = invoiceTypes.find(({ code }) => code === known.mydataInvoiceType)
  const checks = known.excludeMydata === true ? ALWAYS : [...ALWAYS, ...REPORTED]
  const context = { draft: known, account: readLists(account), customer: customer ? given(customer) : undefined, type }
  return checks.flatMap((check) => check(context))
}

/** What is no list counts as none: the server will say so. */
function readDraft(draft: InvoiceCreate | InvoiceUpdate): Draft {
  const fields = given(draft)
  return {
    ...fields,
    products: recordsIn(fields.products),
    taxes: recordsIn(fields.taxes),
    paymentMethod: Array.isArray(fields.paymentMethod) ? fields.paymentMethod : [],
    mydataPayment: given(fields.mydataPayment),
  }
}

function readLists(account: Pick<Account, 'relations'> | undefined): Lists {
  const { vats, paymentMethods, ossProductTaxes } = given(given(account).relations)
  return {
    vats: Array.isArray(vats) ? recordsIn(vats) : undefined,
    paymentMethods: Array.isArray(paymentMethods) ? recordsIn(paymentMethods) : undefined,
    ossProductTaxes: recordsIn(ossProductTaxes),
  }
}
