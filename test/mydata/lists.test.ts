import { expect, test } from 'vitest'
import * as mydata from '../../src/mydata/index.ts'

/** Of myDATA 2.0.2. A change of it is a change of the authority's. */
const COUNTS = {
  invoiceTypes: 55,
  incomeClassificationCategories: 12,
  incomeClassificationTypes: 34,
  expenseClassificationCategories: 15,
  expenseClassificationTypes: 92,
  vatCategories: 10,
  vatExemptionCategories: 31,
  withholdingTaxCategories: 18,
  stampDutyCategories: 4,
  feesCategories: 22,
  otherTaxesCategories: 30,
  taxTypes: 5,
  paymentMethods: 8,
  measurementUnits: 7,
  movePurposes: 20,
  transmissionFailureCodes: 4,
  specialInvoiceCategories: 13,
  invoiceVariationTypes: 4,
  recTypes: 7,
  invoiceDetailTypes: 2,
  reverseDeliveryNotePurposes: 5,
  receivingNotePurposes: 7,
  packagingTypes: 6,
  entityTypes: 6,
  classificationTransactionModes: 2,
}

const lists = Object.entries(mydata).filter(([, value]) => Array.isArray(value)) as Array<
  [string, ReadonlyArray<mydata.Code<string | number>>] // the only arrays that it exports
>

test('every list has as many codes as the authority', () => {
  expect(Object.fromEntries(lists.map(([name, list]) => [name, list.length]))).toEqual(COUNTS)
})

test.each(lists)('%s: each code once, with a name in both languages', (_, list) => {
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length)
  for (const { en, el } of list) {
    expect(en).toMatch(/^[^Α-ώ]*[A-Za-z][^Α-ώ]*$/)
    expect(el.trim()).not.toBe('')
  }
})

test.each(lists)('%s: numbers count from one, without a gap', (_, list) => {
  const numbers = list.map(({ code }) => code).filter((code) => typeof code === 'number')
  expect(numbers).toEqual(numbers.map((_code, index) => index + 1))
})

test('codes are what the authority calls them', () => {
  const nameOf = (list: ReadonlyArray<mydata.Code<string | number>>, code: string | number) =>
    list.find((entry) => entry.code === code)?.el
  expect(nameOf(mydata.invoiceTypes, '2.1')).toBe('Τιμολόγιο Παροχής')
  expect(nameOf(mydata.incomeClassificationCategories, 'category1_3')).toBe('Έσοδα από Παροχή Υπηρεσιών')
  expect(nameOf(mydata.expenseClassificationTypes, 'VAT_361')).toBe('Αγορές & δαπάνες στο εσωτερικό της χώρας')
  expect(nameOf(mydata.vatExemptionCategories, 4)).toBe('Χωρίς ΦΠΑ - άρθρο 18 του Κώδικα ΦΠΑ')
  expect(nameOf(mydata.withholdingTaxCategories, 3)).toBe('Αμοιβές Συμβουλών Διοίκησης')
  expect(nameOf(mydata.paymentMethods, 3)).toBe('Μετρητά')
})

test('VAT rates', () => {
  const percents = mydata.vatCategories.map(({ percent }) => percent)
  expect(percents).toEqual([24, 13, 6, 17, 9, 4, 0, undefined, 3, 4])
  expect(mydata.vatCategories.filter(({ exemption }) => exemption).map(({ code }) => code)).toEqual([7])
})

test('what new invoices must not use is marked', () => {
  const retired = lists.flatMap(([name, list]) =>
    list.filter(({ sendable }) => sendable === false).map(({ code }) => `${name} ${code}`),
  )
  expect(retired).toEqual([
    'expenseClassificationTypes E3_585_017',
    'invoiceTypes 4',
    'invoiceTypes 12',
    'movePurposes 6',
    'movePurposes 15',
    'movePurposes 16',
    'movePurposes 17',
    'movePurposes 18',
    'otherTaxesCategories 1',
    'otherTaxesCategories 2',
    'specialInvoiceCategories 8',
    'specialInvoiceCategories 9',
    'recTypes 1',
    'recTypes 4',
    'recTypes 5',
  ])
})
