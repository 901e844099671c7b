import { invoiceTypes } from '../../generated/mydata.ts'
import type { Problem } from '../core/problem.ts'
import type { Account, Contact, InvoiceCreate, InvoiceUpdate } from '../core/types.ts'
import { checkExemptions, checkSums, checkVatOfType, checkWhatIsCounted } from './checks/amounts.ts'
import { checkAge, checkDates, checkIds, checkReportedRows, checkRows } from './checks/basics.ts'
import { checkClassification, checkCompleteness, checkVatClassification } from './checks/classification.ts'
import { checkCodes } from './checks/codes.ts'
import type { Check, Draft, Lists } from './checks/context.ts'
import { afmIn, checkCounterpart, checkLinks, checkMarket, checkSelfBilling, checkVatNumbers } from './checks/parties.ts'
import { given, recordsIn } from './given.ts'

/** Hold for every invoice. */
const ALWAYS: Check[] = [checkDates, checkRows, checkIds, checkExemptions]

/** Hold for an invoice that is reported to the tax authority. */
const REPORTED: Check[] = [
  checkAge,
  checkReportedRows,
  checkCodes,
  checkClassification,
  checkCompleteness,
  checkVatClassification,
  checkCounterpart,
  checkLinks,
  checkSelfBilling,
  checkVatNumbers,
  checkMarket,
  checkVatOfType,
  checkWhatIsCounted,
  checkSums,
]

/**
 * Looks for what the API or the tax authority would reject, before anything is sent. Nothing is asked for, so that what cannot be
 * known from the arguments is not reported.
 *
 * A problem is an `error` only where it is certain; `aade` has the code of the error that the authority would answer. With
 * `excludeMydata: true` the rules of the authority are left out. A code that is not in the lists is a warning, since the
 * authority adds codes.
 *
 * @param account - What `account.get()` gives. With it, VAT, payment and the ids of the account are checked too.
 * @param contact - The contact that `customerId` names. With it, whether the type of invoice suits it is checked too.
 */
export function checkInvoice(
  draft: InvoiceCreate | InvoiceUpdate,
  account?: Pick<Account, 'relations'>,
  contact?: Partial<Pick<Contact, 'customerType' | 'vatId' | 'country'>>,
): Problem[] {
  const known = readDraft(draft)
  const type = invoiceTypes.find(({ code }) => code === known.mydataInvoiceType)
  const checks = known.excludeMydata === true ? ALWAYS : [...ALWAYS, ...REPORTED]
  const context = { draft: known, account: readLists(account), customer: contact ? given(contact) : undefined, type }
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
  const { biller, vats, paymentMethods, ossProductTaxes } = given(given(account).relations)
  return {
    afm: afmIn(given(biller)),
    vats: Array.isArray(vats) ? recordsIn(vats) : undefined,
    paymentMethods: Array.isArray(paymentMethods) ? recordsIn(paymentMethods) : undefined,
    ossProductTaxes: recordsIn(ossProductTaxes),
  }
}
