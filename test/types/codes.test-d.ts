import { expectTypeOf } from 'vitest'
import type { Invoice, InvoiceCreate, InvoiceItem, InvoiceMydata, InvoiceRow } from '../../src/index.ts'
import type {
  ExpenseClassificationCategory,
  ExpenseClassificationType,
  FeesCategory,
  IncomeClassificationCategory,
  IncomeClassificationType,
  InvoiceType,
  invoiceTypes,
  MeasurementUnit,
  OtherTaxesCategory,
  PaymentMethod,
  paymentMethods,
  StampDutyCategory,
  VatCategory,
  VatExemptionCategory,
  WithholdingTaxCategory,
} from '../../src/mydata/index.ts'

// Known codes, which an editor suggests, and any other string. `Extract` finds the literals unless `string` has absorbed them.
type Offered<Field> = Extract<Field, Known>
type Known =
  | InvoiceType
  | IncomeClassificationCategory
  | ExpenseClassificationCategory
  | IncomeClassificationType
  | ExpenseClassificationType
  | VatCategory
  | VatExemptionCategory
  | `${VatExemptionCategory}`
  | OtherTaxesCategory

expectTypeOf<Offered<InvoiceCreate['mydataInvoiceType']>>().toEqualTypeOf<InvoiceType>()
expectTypeOf<'99.9'>().toExtend<NonNullable<InvoiceCreate['mydataInvoiceType']>>()
expectTypeOf<string>().toExtend<NonNullable<InvoiceCreate['mydataInvoiceType']>>()
expectTypeOf<number>().not.toExtend<NonNullable<InvoiceCreate['mydataInvoiceType']>>()

type Sent<Field extends keyof InvoiceRow> = Offered<InvoiceRow[Field]>
expectTypeOf<Sent<'incomeClassificationCat'>>().toEqualTypeOf<IncomeClassificationCategory | ExpenseClassificationCategory>()
expectTypeOf<Sent<'incomeClassificationType'>>().toEqualTypeOf<IncomeClassificationType | ExpenseClassificationType>()
expectTypeOf<Sent<'vatExceptionCat'>>().toEqualTypeOf<`${VatExemptionCategory}`>()
expectTypeOf<'VAT_361'>().toExtend<Sent<'expenseVatClassification'>>()
expectTypeOf<'E3_101'>().not.toExtend<Sent<'expenseVatClassification'>>()
expectTypeOf<Sent<'measurementUnit'>>().toEqualTypeOf<MeasurementUnit>()
expectTypeOf<8>().toExtend<NonNullable<InvoiceRow['measurementUnit']>>()
expectTypeOf<string>().not.toExtend<NonNullable<InvoiceRow['measurementUnit']>>()
expectTypeOf<Offered<NonNullable<InvoiceCreate['mydataPayment']>['paymentMethod']>>().toEqualTypeOf<PaymentMethod>()

// The same in responses, where each may be null.
type Received<Field extends keyof NonNullable<InvoiceItem['mydata']>> = NonNullable<InvoiceItem['mydata']>[Field]
expectTypeOf<Offered<InvoiceMydata['type']>>().toEqualTypeOf<InvoiceType>()
expectTypeOf<Offered<Received<'vatCat'>>>().toEqualTypeOf<VatCategory>()
expectTypeOf<null>().toExtend<Received<'vatCat'>>()
expectTypeOf<Offered<Received<'vatExemptionCat'>>>().toEqualTypeOf<VatExemptionCategory>()
expectTypeOf<Offered<Received<'withheldPercentCat'>>>().toEqualTypeOf<WithholdingTaxCategory>()
expectTypeOf<Offered<Received<'stampDutyPercent_cat'>>>().toEqualTypeOf<StampDutyCategory>()
expectTypeOf<Offered<Received<'feesPercentCat'>>>().toEqualTypeOf<FeesCategory>()
expectTypeOf<Offered<Received<'otherTaxesPercent_cat'>>>().toEqualTypeOf<OtherTaxesCategory>()
expectTypeOf<Offered<Invoice['items'][number]['measurementUnitId']>>().toEqualTypeOf<MeasurementUnit>()

// A code of a code list can be assigned to its field.
expectTypeOf<(typeof invoiceTypes)[number]['code']>().toExtend<NonNullable<InvoiceCreate['mydataInvoiceType']>>()
expectTypeOf<(typeof paymentMethods)[number]['code']>().toEqualTypeOf<PaymentMethod>()
