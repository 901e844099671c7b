import type { Row, State } from '../types.ts'
import { supplierOf } from './unknown-ids.ts'

export function purchaseFields(body: Row, _row: Row, state: State): Row {
  const supplier = supplierOf(body.supplierId, state)
  return {
    price: body.cleanAmount,
    invoiceNum: String(body.invoiceNum),
    taxOffice: supplier?.taxOffice || null,
    streetAddress: supplier?.streetAddress || null,
    companyExpense: true,
  }
}
