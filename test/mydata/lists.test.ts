import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as mydata from '../../src/mydata/index.ts'

/** The number of codes in each list of myDATA 2.0.2. */
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
  [string, ReadonlyArray<mydata.Code<string | number>>] // all exported arrays are code lists
>

test('each list has as many codes as in myDATA 2.0.2', () => {
  expect(Object.fromEntries(lists.map(([name, list]) => [name, list.length]))).toEqual(COUNTS)
})

test.each(lists)('%s has each code once, with a name in both languages', (_, list) => {
  expect(new Set(list.map(({ code }) => code)).size).toBe(list.length)
  for (const { en, el } of list) {
    expect(en).toMatch(/^[^Α-ώ]*[A-Za-z][^Α-ώ]*$/)
    expect(el.trim()).not.toBe('')
  }
})

test.each(lists)('%s numbers its codes from 1 without gaps', (_, list) => {
  const numbers = list.map(({ code }) => code).filter((code) => typeof code === 'number')
  expect(numbers).toEqual(numbers.map((_code, index) => index + 1))
})

test("codes have the authority's Greek names", () => {
  const findGreekName = (list: ReadonlyArray<mydata.Code<string | number>>, code: string | number) =>
    list.find((entry) => entry.code === code)?.el
  expect(findGreekName(mydata.invoiceTypes, '2.1')).toBe('Τιμολόγιο Παροχής')
  expect(findGreekName(mydata.incomeClassificationCategories, 'category1_3')).toBe('Έσοδα από Παροχή Υπηρεσιών')
  expect(findGreekName(mydata.expenseClassificationTypes, 'VAT_361')).toBe('Αγορές & δαπάνες στο εσωτερικό της χώρας')
  expect(findGreekName(mydata.vatExemptionCategories, 4)).toBe('Χωρίς ΦΠΑ - άρθρο 18 του Κώδικα ΦΠΑ')
  expect(findGreekName(mydata.withholdingTaxCategories, 3)).toBe('Αμοιβές Συμβουλών Διοίκησης')
  expect(findGreekName(mydata.paymentMethods, 3)).toBe('Μετρητά')
})

test('VAT categories have their rates, and category 7 needs an exemption', () => {
  const percents = mydata.vatCategories.map(({ percent }) => percent)
  expect(percents).toEqual([24, 13, 6, 17, 9, 4, 0, undefined, 3, 4])
  expect(mydata.vatCategories.filter(({ exemption }) => exemption).map(({ code }) => code)).toEqual([7])
})

test('codes that new invoices must not use are marked as not sendable', () => {
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

describe('names for codes', () => {
  test('are the codes of payment methods, units and types', () => {
    expect(mydata.paymentMethods.onCredit).toBe(5)
    expect(mydata.measurementUnits.kilograms).toBe(2)
    expect(mydata.invoiceTypes.services).toBe('2.1')
    expect(mydata.incomeClassificationCategories.services).toBe('category1_3')
    expect(mydata.incomeClassificationTypes.wholesale).toBe('E3_561_001')
  })

  test('are strings for exemptions, as the API accepts them', () => {
    expect(mydata.vatExemptions.intraEuSupplies).toBe('14')
    const codes = mydata.vatExemptionCategories.map(({ code }) => String(code))
    expect(Object.values(mydata.vatExemptions).toSorted()).toEqual(codes.toSorted())
  })

  test.each(lists)('of %s each refer to one code of the list', (_, list) => {
    const names = Object.entries<unknown>(list).filter(([key]) => !/^\d+$/.test(key))
    for (const [name, code] of names) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]+$/)
      expect(name in Array.prototype, name).toBe(false)
      expect(list.some((entry) => entry.code === code)).toBe(true)
    }
    expect(new Set(names.map(([, code]) => code)).size).toBe(names.length)
  })

  test('are properties of an array, which keeps its methods', () => {
    expect(Array.isArray(mydata.paymentMethods)).toBe(true)
    expect(mydata.paymentMethods.map(({ code }) => code)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

test('the stay levy has the amounts of 2025, which match the Greek names', () => {
  const amounts = mydata.otherTaxesCategories.flatMap(({ code, amount, en }) => (/^Stay levy/.test(en) ? [[code, amount]] : []))
  expect(amounts).toEqual([
    ...[
      [6, 0.5],
      [7, 1.5],
      [8, 3],
      [9, 4],
      [10, 0.5],
    ],
    ...[
      [20, 2],
      [21, 5],
      [22, 10],
      [23, 15],
      [24, 2],
      [25, 8],
      [26, 15],
      [27, 15],
      [28, 2],
      [29, 4],
      [30, 4],
    ],
  ])
  for (const { amount, el } of mydata.otherTaxesCategories) {
    const printed = /(\d+,\d\d)€/.exec(el)?.[1]
    if (printed && amount !== undefined) expect(Number(printed.replace(',', '.')), el).toBe(amount)
  }
})

test('the guide and the README name the same version of myDATA as the package', () => {
  for (const file of ['spec/description.md', 'README.md']) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    const versions = [...text.matchAll(/myDATA (\d+\.\d+\.\d+)/g)].map(([, version]) => version)
    expect(versions.length, file).toBeGreaterThan(0)
    expect(new Set(versions), file).toEqual(new Set([mydata.mydataVersion]))
  }
})
