import type { Row, State } from '../types.ts'

export function purchaseFields(body: Row, _row: Row, state: State): Row {
  const supplier = state.collection('suppliers').find(body.supplierId)
  return {
    price: body.cleanAmount,
    invoiceNum: String(body.invoiceNum),
    taxOffice: supplier?.taxOffice || null,
    streetAddress: supplier?.streetAddress || null,
    companyExpense: true,
  }
}
