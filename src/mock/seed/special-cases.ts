/** Invoices that a sum must not treat like a sale, so that this can be rehearsed. Five of every fifty are one of these. */
import type { Row } from '../row.ts'
import { cancelReport, getOssTaxes, getTaxes, refuseReport } from '../rules/index.ts'
import type { State } from '../state.ts'
import { asRow } from '../values.ts'
import { GOODS, type InvoiceKind, RETAIL, SERVICES } from './kinds.ts'

type Body = Row & { products: Row[]; taxes: Row[] }

export interface SpecialCase {
  kind: InvoiceKind
  /** Whether a contact can be the customer. */
  isFor(contact: Row): boolean
  /** Changes the request body. */
  adapt?(body: Body, state: State): Body
  /** Changes the invoice after it was created. */
  change?(invoice: Row): Row
}

const isDomestic = ({ customerType }: Row): boolean => customerType === 1

const zeroVatId = (state: State): unknown => getTaxes(state).find(({ value, operand }) => operand === '+' && value === 0)?.id

const CUSTOMER_AND_SUPPLIER = 3
const OSS_GERMANY = 19

const selfBilled: SpecialCase = {
  kind: SERVICES,
  isFor: ({ customerType, contactType }) => customerType === 1 && contactType === CUSTOMER_AND_SUPPLIER,
  adapt: (body) => ({
    ...body,
    selfPricing: true,
    taxes: [],
    products: body.products.map((row) => ({
      ...row,
      incomeClassificationCat: 'category2_3',
      incomeClassificationType: 'E3_585_009',
      expenseVatClassification: 'VAT_361',
    })),
  }),
}

/** A row of goods with the rate in percent, which Billit has not confirmed. */
const oss: SpecialCase = {
  kind: { ...RETAIL, mydataType: '11.1', isService: false, classification: 'E3_561_007' },
  isFor: () => true,
  adapt: (body, state) => ({
    ...body,
    products: body.products.slice(0, 1).map((row) => ({
      ...row,
      productId: getOssTaxes(state)[0]?.id ?? null,
      taxRate: OSS_GERMANY,
      vatId: zeroVatId(state),
      vatExceptionCat: '30',
    })),
  }),
}

const mixedExemptions: SpecialCase = {
  kind: GOODS,
  isFor: isDomestic,
  adapt: (body, state) => {
    const exempt = { ...body.products[0], vatId: zeroVatId(state) }
    return {
      ...body,
      products: [
        ...body.products.slice(0, 1),
        { ...exempt, vatExceptionCat: '16', incomeClassificationType: 'E3_561_002' },
        { ...exempt, vatExceptionCat: '7' },
      ],
    }
  },
}

const refused: SpecialCase = {
  kind: SERVICES,
  isFor: isDomestic,
  change: (invoice) => ({ mydata: refuseReport(asRow(invoice.mydata)) }),
}

const cancelledAtAuthority: SpecialCase = {
  kind: SERVICES,
  isFor: isDomestic,
  change: (invoice) => ({ mydata: cancelReport(asRow(invoice.mydata)) }),
}

const CYCLE = 50
const CASES: Record<number, SpecialCase> = {
  8: selfBilled,
  18: oss,
  28: mixedExemptions,
  38: refused,
  48: cancelledAtAuthority,
}

/** The case of an invoice, by its position in the data set. */
export const findSpecialCase = (index: number): SpecialCase | undefined => CASES[index % CYCLE]
