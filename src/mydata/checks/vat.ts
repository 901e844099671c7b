import { vatCategories } from '../../../generated/mydata.ts'
import { isAmount } from '../cents.ts'
import { textOf } from '../given.ts'
import { problem, problemIf } from '../problem.ts'
import { type Check, eachRow, isTaxRow, taxOf } from './context.ts'

/** Whether a row without VAT says why, and a row with VAT does not. Only an account tells which rate an id stands for. */
export const checkVat: Check = (context) =>
  eachRow(context, (row, path) => {
    const vat = taxOf(context, row.vatId)
    // With OSS, the VAT is that of the customer's country.
    if (!vat || isTaxRow(row) || row.taxRate !== undefined) return []
    const category = vatCategories.find(({ code }) => code === vat.mydataVatCat)
    const hasReason = row.vatExceptionCat !== undefined
    const percent = isAmount(vat.value) ? Number(vat.value) : undefined
    const rate = textOf(vat.name) || `${percent} %`
    // An entry outside VAT has neither rate nor reason.
    const needsReason = category ? category.exemption === true : percent === 0
    if (needsReason && !hasReason) {
      const message = {
        en: `A row without VAT (${rate}) says why: set vatExceptionCat to one of the vatExemptionCategories.`,
        el: `Γραμμή χωρίς ΦΠΑ (${rate}) χρειάζεται αιτία εξαίρεσης: ορίστε το vatExceptionCat.`,
      }
      const isCertain = category !== undefined && context.draft.excludeMydata !== true
      return [problemIf(isCertain, 'exemption-missing', `${path}.vatExceptionCat`, message)]
    }
    if (hasReason && (percent ?? 0) > 0) {
      const message = {
        en: `A row with VAT (${rate}) has no reason for being without VAT: leave vatExceptionCat out, or use a rate of 0 %.`,
        el: `Γραμμή με ΦΠΑ (${rate}) δεν έχει αιτία εξαίρεσης: αφαιρέστε το vatExceptionCat ή επιλέξτε συντελεστή 0%.`,
      }
      return [problem('exemption-with-vat', `${path}.vatExceptionCat`, message)]
    }
    return []
  })
