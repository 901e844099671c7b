import type { Problem } from '../../core/problem.ts'
import { isEuVatShape } from '../eu-vat.ts'
import { textOf } from '../given.ts'
import { problem } from '../problem.ts'
import type { Check } from './context.ts'

/** Who a type of invoice is for, as `customerType` of a contact. */
const KINDS = {
  eu: { code: 2, en: 'in another country of the EU', el: 'άλλης χώρας της ΕΕ' },
  abroad: { code: 3, en: 'outside the EU', el: 'τρίτης χώρας' },
}

/** Whether the customer is of the kind that the type of invoice is for. Only the contact's record tells. */
export const checkCustomer: Check = ({ customer, type }) => {
  if (!customer || !type?.market) return []
  const kind = KINDS[type.market]
  const problems: Problem[] = []
  if (customer.customerType !== kind.code) {
    const message = {
      en: `An invoice of type ${type.code} is for a customer ${kind.en} (customerType ${kind.code}).`,
      el: `Το παραστατικό τύπου ${type.code} είναι για πελάτη ${kind.el} (customerType ${kind.code}).`,
    }
    problems.push(problem('customer-kind', 'customerId', message))
  }
  if (type.market === 'eu' && !isForeignEuNumber(textOf(customer.vatId), textOf(customer.country))) {
    const message = {
      en: `An invoice of type ${type.code} is for a customer with a VAT number of another EU country.`,
      el: `Το παραστατικό τύπου ${type.code} είναι για πελάτη με ΑΦΜ άλλης χώρας της ΕΕ.`,
    }
    problems.push(problem('eu-vat-number-missing', 'customerId', message))
  }
  return problems
}

/** A Greek number is of the EU too, but no supply to Greece is one between countries. */
function isForeignEuNumber(vatId: string, country: string): boolean {
  const [prefix] = /^[a-z]{2}/i.exec(vatId) ?? [country]
  return !/^(EL|GR)$/i.test(prefix) && isEuVatShape(vatId, country)
}
