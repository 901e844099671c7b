/** Checks that the account has each id of the draft. */
import { show } from '../../core/arguments.ts'
import type { Message, Problem } from '../../core/problem.ts'
import { isSameText } from '../input.ts'
import { type Check, createErrorIf, createProblem, eachRow, findAccountVat } from './context.ts'

/** Checks that the account has each VAT rate, tax and payment method, and that each id is in the right field. */
export const checkIds: Check = (context) => {
  const { draft, account } = context
  const { vats, paymentMethods, ossProductTaxes = [] } = account
  const checkTax = (path: string, id: number | undefined): Problem[] => {
    if (!vats || id === undefined) return []
    const tax = findAccountVat(context, id)
    if (!tax) return [unknownId(path, id)]
    return isVatRate(tax) ? [createProblem('vat-rate-as-tax', path, vatRateAsTax(tax.name ?? id))] : []
  }
  const checkVatRate = (path: string, id: number | undefined): Problem[] => {
    // Billit does not publish which of the two lists the `vatId` of an OSS row is from.
    if (!vats || id === undefined || ossProductTaxes.some((rate) => isSameText(rate.id, id))) return []
    const tax = findAccountVat(context, id)
    if (!tax) return [unknownId(path, id)]
    const isWithheld = tax.operand === '-'
    const isTax = isWithheld || tax.isPercentable === false
    return isTax ? [createErrorIf(isWithheld, 'tax-as-vat-rate', path, taxAsVatRate(tax.name ?? id))] : []
  }
  return [
    ...eachRow(context, (row, path) => [...checkVatRate(`${path}.vatId`, row.vatId), ...checkTax(`${path}.taxId`, row.taxId)]),
    ...draft.taxes.flatMap(({ taxId }, index) => checkTax(`taxes.${index}.taxId`, taxId)),
    ...draft.paymentMethod.flatMap((id, index) =>
      !paymentMethods || isPlaceholder(id) || paymentMethods.some((method) => isSameText(method.id, id))
        ? []
        : [unknownId(`paymentMethod.${index}`, id)],
    ),
  ]
}

/** `[-1]` means no payment method. */
const isPlaceholder = (id: unknown): boolean => id === null || id === undefined || isSameText(id, -1)

const isVatRate = ({ mydataVatCat, operand, isPercentable }: NonNullable<ReturnType<typeof findAccountVat>>): boolean =>
  mydataVatCat !== undefined && mydataVatCat !== null && operand !== '-' && isPercentable !== false

const unknownId = (path: string, id: unknown): Problem =>
  createProblem('unknown-id', path, {
    en: `The account has no such entry with the id ${show(id)}. Use an id of the account. If it is new, read the account again.`,
    el: `Ο λογαριασμός δεν έχει τέτοια εγγραφή με id ${show(id)}. Χρησιμοποιήστε ένα id του λογαριασμού. Αν είναι νέο, διαβάστε ξανά τον λογαριασμό.`,
  })

const taxAsVatRate = (name: unknown): Message => ({
  en: `${show(name)} is a tax, not a VAT rate. Set it as a taxId.`,
  el: `Το ${show(name)} είναι φόρος και όχι συντελεστής ΦΠΑ. Ορίστε το ως taxId.`,
})

const vatRateAsTax = (name: unknown): Message => ({
  en: `${show(name)} is a VAT rate, not a tax. Set it as the vatId of a row.`,
  el: `Το ${show(name)} είναι συντελεστής ΦΠΑ και όχι φόρος. Ορίστε το ως vatId μιας γραμμής.`,
})
