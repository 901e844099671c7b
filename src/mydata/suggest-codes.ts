/** Chooses the codes of a sale. Without the names of the codes, which would add to the bundle of `checkInvoice()`. */
import type { InvoiceType } from '../../generated/mydata.ts'
import { codes } from '../../generated/mydata-rules.ts'
import type { Message } from '../core/problem.ts'
import { type Classification, expenseClassificationsOf, incomeClassificationsOf } from './classifications.ts'
import { OSS_REASONS, REASONS_BY_TYPE, REVERSE_CHARGE, REVERSE_CHARGE_TYPES, TAX_FREE } from './exemptions.ts'
import { dropEmptyFields, readText } from './input.ts'

/** What is sold, where, and to whom. */
export interface SaleToClassify {
  /** `goods` are resold, `products` are made by the seller. In self-billing, both are goods that the buyer resells. */
  kind: 'goods' | 'products' | 'services'
  /** Where the customer is: in Greece, in another EU country, or outside the EU. */
  market: 'gr' | 'eu' | 'third'
  /** Whether the customer is a business or a private individual. */
  customer: 'business' | 'private'
  /** The reason for 0% VAT, a code of `vatExemptions` such as `'16'`. Default: the usual one of the market, none in Greece. */
  exemption?: string | number
  /** Whether the buyer issues the invoice. Default `false`. */
  selfBilled?: boolean
}

/** The codes of a row, under the field names of a draft. */
export interface RowClassification {
  /** The category. In self-billing, an expense category. */
  incomeClassificationCat: string
  /** The type. In self-billing, an expense type. */
  incomeClassificationType: string
  /** The reason for 0% VAT. Missing if the row has VAT. */
  vatExceptionCat?: string
  /** The VAT classification, in self-billing only. Missing if the row must have none. */
  expenseVatClassification?: string
}

interface SuggestedCodes {
  mydataInvoiceType: InvoiceType
  row: RowClassification
  /** Each type that the authority allows for the category. */
  types: string[]
  reason: Message
}

/** Suggests the codes of a sale. Undefined where they are not certain. */
export function suggestCodes(sale: SaleToClassify): SuggestedCodes | undefined {
  const { kind, market, customer, exemption, selfBilled } = dropEmptyFields(sale)
  const place = PLACES.find((entry) => entry.market === market && entry.customer === customer)
  const product = PRODUCTS.find((entry) => entry.kind === kind)
  if (!place || !product) return undefined
  const isSelfBilled = selfBilled === true
  // Billit accepts self-billing on 1.1 and 2.1 only.
  if (isSelfBilled && place.invoiceTypes !== DOMESTIC) return undefined

  const mydataInvoiceType = place.invoiceTypes[product.column]
  const { usual, wrong = [] } = REASONS_BY_TYPE[mydataInvoiceType] ?? {}
  const reason = readText(exemption) || usual
  if (reason !== undefined && (wrong.includes(reason) || !isPlainReason(reason))) return undefined

  const row = isSelfBilled ? classifyExpense(product.kind, reason) : classifyIncome(product.category, place.e3, reason)
  const list = (isSelfBilled ? expenseClassificationsOf : incomeClassificationsOf) as (type: string) => Classification[]
  const { types = [] } = list(mydataInvoiceType).find(({ category }) => category === row.incomeClassificationCat) ?? {}
  // A receipt of services has no type for reverse charge.
  if (!types.includes(row.incomeClassificationType)) return undefined
  return { mydataInvoiceType, row, types, reason: describe(mydataInvoiceType, row, product, place, isSelfBilled) }
}

/** Types of invoice for goods and for services. */
type InvoiceTypes = Readonly<Record<'goods' | 'services', InvoiceType>>

const DOMESTIC: InvoiceTypes = { goods: '1.1', services: '2.1' }

interface Place extends Message {
  market: SaleToClassify['market']
  customer: SaleToClassify['customer']
  invoiceTypes: InvoiceTypes
  /** The classification type of sales there. */
  e3: string
}

/** The combinations of market and customer whose codes are certain. */
const PLACES: Place[] = [
  {
    market: 'gr',
    customer: 'business',
    invoiceTypes: DOMESTIC,
    e3: 'E3_561_001',
    en: 'a business in Greece',
    el: 'επιχείρηση στην Ελλάδα',
  },
  {
    market: 'gr',
    customer: 'private',
    invoiceTypes: { goods: '11.1', services: '11.2' },
    e3: 'E3_561_003',
    en: 'a private individual in Greece',
    el: 'ιδιώτη στην Ελλάδα',
  },
  {
    market: 'eu',
    customer: 'business',
    invoiceTypes: { goods: '1.2', services: '2.2' },
    e3: 'E3_561_005',
    en: 'a business in the EU',
    el: 'επιχείρηση της ΕΕ',
  },
  {
    market: 'third',
    customer: 'business',
    invoiceTypes: { goods: '1.3', services: '2.3' },
    e3: 'E3_561_006',
    en: 'a business outside the EU',
    el: 'επιχείρηση τρίτης χώρας',
  },
]

const PRODUCTS = [
  { kind: 'goods', column: 'goods', category: 'category1_1', en: 'goods', el: 'εμπορεύματα' },
  { kind: 'products', column: 'goods', category: 'category1_2', en: 'own products', el: 'προϊόντα' },
  { kind: 'services', column: 'services', category: 'category1_3', en: 'services', el: 'υπηρεσίες' },
] as const

/** Whether the reason is in the authority's list, and is not for OSS or Tax Free, which are special cases. */
const isPlainReason = (reason: string): boolean =>
  codes.vatExemptionCategories.split(' ').includes(reason) && ![...OSS_REASONS, TAX_FREE].includes(reason)

const withReason = (reason: string | undefined) => (reason === undefined ? {} : { vatExceptionCat: reason })

const classifyIncome = (category: string, e3: string, reason: string | undefined): RowClassification => ({
  incomeClassificationCat: category,
  incomeClassificationType: reason === REVERSE_CHARGE ? (REVERSE_CHARGE_TYPES[e3] ?? e3) : e3,
  ...withReason(reason),
})

/** A row with VAT, or under reverse charge, has a VAT classification. Any other row without VAT must have none. */
const classifyExpense = (kind: SaleToClassify['kind'], reason: string | undefined): RowClassification => {
  const isReverseCharge = reason === REVERSE_CHARGE
  const goods = isReverseCharge ? 'E3_102_003' : 'E3_102_001'
  const vat = isReverseCharge ? 'VAT_366' : 'VAT_361'
  return {
    ...(kind === 'services'
      ? { incomeClassificationCat: 'category2_3', incomeClassificationType: 'E3_585_009' }
      : { incomeClassificationCat: 'category2_1', incomeClassificationType: goods }),
    ...withReason(reason),
    ...(reason === undefined || isReverseCharge ? { expenseVatClassification: vat } : {}),
  }
}

function describe(
  invoiceType: string,
  {
    incomeClassificationCat: category,
    incomeClassificationType: type,
    vatExceptionCat,
    expenseVatClassification,
  }: RowClassification,
  product: Message,
  place: Message,
  isSelfBilled: boolean,
): Message {
  const vat = expenseVatClassification
    ? { en: `, and ${expenseVatClassification}`, el: `, και ${expenseVatClassification}` }
    : EMPTY
  const reason = vatExceptionCat
    ? { en: `, and exemption ${vatExceptionCat}`, el: `, και αιτία εξαίρεσης ${vatExceptionCat}` }
    : EMPTY
  const row = { en: `${category} and ${type}${vat.en}${reason.en}`, el: `${category} και ${type}${vat.el}${reason.el}` }
  return isSelfBilled
    ? {
        en: `For self-billed ${product.en} from ${place.en} use ${invoiceType} with ${row.en}.`,
        el: `Για αυτοτιμολόγηση (${product.el} από ${place.el}) χρησιμοποιήστε τον τύπο ${invoiceType} με ${row.el}.`,
      }
    : {
        en: `For ${product.en} to ${place.en} use ${invoiceType} with ${row.en}.`,
        el: `Για ${product.el} προς ${place.el} χρησιμοποιήστε τον τύπο ${invoiceType} με ${row.el}.`,
      }
}

const EMPTY: Message = { en: '', el: '' }
