import type { Faker } from '../../vendor/faker.ts'
import type { Row } from '../row.ts'

/** A kind of invoice: its types in the account and at myDATA, and its VAT. */
export interface InvoiceKind {
  typeId: number
  mydataType: string
  isService: boolean
  /** A retail receipt: paid at once, without a due date. */
  isRetail: boolean
  vatPercent: number
  classification: string
  /** The reason for 0 % VAT. */
  exemption?: string
}

export const RETAIL: InvoiceKind = {
  typeId: 33,
  mydataType: '11.2',
  isService: true,
  isRetail: true,
  vatPercent: 24,
  classification: 'E3_561_003',
}

export const SERVICES: InvoiceKind = { ...RETAIL, typeId: 31, mydataType: '2.1', isRetail: false, classification: 'E3_561_001' }
export const GOODS: InvoiceKind = { ...SERVICES, typeId: 32, mydataType: '1.1', isService: false }

/** Non-associated credit notes, since Billit does not document how to name the original invoice. */
const CREDIT_NOTE = { typeId: 34, mydataType: '5.2' }
const RETAIL_CREDIT_NOTE = { typeId: 35, mydataType: '11.4' }

/** By `customerType`: domestic, elsewhere in the EU, outside it. */
const KINDS: Record<number, [services: InvoiceKind, goods: InvoiceKind]> = {
  1: [SERVICES, GOODS],
  2: [
    { ...SERVICES, mydataType: '2.2', vatPercent: 0, classification: 'E3_561_005', exemption: '4' },
    { ...GOODS, mydataType: '1.2', vatPercent: 0, classification: 'E3_561_005', exemption: '14' },
  ],
  3: [
    { ...SERVICES, mydataType: '2.3', vatPercent: 0, classification: 'E3_561_006', exemption: '4' },
    { ...GOODS, mydataType: '1.3', vatPercent: 0, classification: 'E3_561_006', exemption: '8' },
  ],
}

export function pickInvoiceKind({ customerType }: Row, isCredit: boolean, faker: Faker): InvoiceKind {
  const [services, goods] = KINDS[Number(customerType)] ?? [RETAIL, RETAIL]
  if (isCredit) return { ...services, ...(services.isRetail ? RETAIL_CREDIT_NOTE : CREDIT_NOTE), isRetail: false }
  return faker.datatype.boolean(0.65) ? services : goods
}
