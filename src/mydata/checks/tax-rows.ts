import { problem } from '../problem.ts'
import { type Check, eachRow, isTaxRow } from './context.ts'

/** Whether each tax row says which tax it charges. */
export const checkTaxRows: Check = (context) =>
  eachRow(context, (row, path) => {
    if (!isTaxRow(row) || row.taxId !== undefined) return []
    const message = {
      en: 'A tax row names its tax: set taxId to the id of a tax of the account.',
      el: 'Η γραμμή φόρου χρειάζεται το taxId ενός φόρου του λογαριασμού.',
    }
    return [problem('tax-id-missing', `${path}.taxId`, message)]
  })
