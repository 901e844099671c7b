import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as mydata from '../../src/mydata/index.ts'
import { bundleFile } from '../contract/document.ts'

interface Schema {
  type?: string | string[]
  description?: string
  enum?: unknown
  properties?: Record<string, Schema>
  'x-billit-codes'?: string | string[]
  'x-billit-listed'?: Array<string | number>
}

// Redocly bundled this file from a linted document, so it has this form.
const { components } = JSON.parse(readFileSync(bundleFile, 'utf8')) as { components: { schemas: Record<string, Schema> } }
const schemas = Object.entries(components.schemas)
const inFields = schemas.flatMap(([name, { properties = {} }]) =>
  Object.entries(properties).map(([field, schema]): [string, Schema] => [`${name}.${field}`, schema]),
)
const coded = [...schemas, ...inFields].filter(([, schema]) => schema['x-billit-codes'])

const lists = mydata as unknown as Record<string, ReadonlyArray<mydata.ExpenseClassificationTypeCode>> // used to read lists only

test('these schemas and fields have codes', () => {
  expect(coded.map(([name]) => name)).toEqual([
    'MydataVatCategory',
    'MydataInvoiceType',
    'MydataMeasurementUnit',
    'MydataClassificationCategory',
    'MydataClassificationType',
    'MydataVatException',
    'MydataVatClassification',
    'MydataPaymentMethod',
    'MydataVatExemptionCategory',
    'MydataWithholdingTaxCategory',
    'MydataStampDutyCategory',
    'MydataFeesCategory',
    'MydataOtherTaxesCategory',
    'InvoiceMydata.transmissionFailure',
    'Invoice.movePurpose',
  ])
})

describe.each(coded)('%s', (_, schema) => {
  const entries = [schema['x-billit-codes'] ?? []].flat().flatMap((path) => {
    const [name = '', kind] = path.split('/')
    return (lists[name] ?? []).filter((entry) => kind === undefined || entry.kind === kind)
  })

  test('documents each code of its list once, in English and Greek', () => {
    const rows = [...(schema.description ?? '').matchAll(/^\| `(.+?)` \| (.+?) \| (.+) \|$/gm)]
    expect(rows.map(([, code]) => code)).toEqual([...new Set(entries.map(({ code }) => String(code)))])
    for (const [, code, en, el] of rows) {
      const entry = entries.find((one) => String(one.code) === code)
      expect([en?.replace(' (not for new invoices)', ''), el]).toEqual([entry?.en, entry?.el])
      expect(en?.endsWith(' (not for new invoices)')).toBe(entry?.sendable === false)
    }
  })

  test('names the codes that Billit lists below the table', () => {
    const listed = schema['x-billit-listed'] ?? []
    expect(entries.map(({ code }) => String(code))).toEqual(expect.arrayContaining(listed.map(String)))
    const [, note] = /^Billit lists (.+?)\. /m.exec(schema.description ?? '') ?? []
    expect(note).toBe(listed.length > 0 ? listed.map((code) => `\`${code}\``).join(', ') : undefined)
  })

  test('is not an enum, since the authority adds codes', () => {
    expect(schema.enum).toBeUndefined()
  })
})
