/** Checks of the whole OpenAPI document. */
import { describe, expect, test } from 'vitest'
import { resolve, type Schema } from '../../src/tools/document.ts'
import { bundle, documented, requestExamples } from './document.ts'

type Property = Schema & { readOnly?: boolean; 'x-unconfirmed'?: boolean }

const schemas = (bundle as unknown as { components: { schemas: Record<string, Property> } }).components.schemas
const readProperties = (name: string) => (schemas[name]?.properties ?? {}) as Record<string, Property>

/** Visits every object of the OpenAPI document with its path. */
function visit(node: unknown, visitor: (node: Record<string, unknown>, path: string) => void, path = ''): void {
  if (typeof node !== 'object' || node === null) return
  visitor(node as Record<string, unknown>, path)
  for (const [key, child] of Object.entries(node)) visit(child, visitor, `${path}/${key}`)
}

describe('fields that the server sets are read-only', () => {
  const records = [
    'Contact',
    'Customer',
    'Supplier',
    'Product',
    'Purchase',
    'Payment',
    'Ocp',
    'Invoice',
    'InvoiceListItem',
    'Tag',
  ]

  test.each(records)('%s', (name) => {
    const server = ['id', 'uuid', 'createdAt', 'updatedAt', 'deletedAt', 'total', 'unpaid', 'permalink']
    const properties = Object.entries(readProperties(name)).filter(([field]) => server.includes(field))
    expect(properties.length).toBeGreaterThan(0)
    for (const [field, { readOnly }] of properties) expect([field, readOnly]).toEqual([field, true])
  })

  test('no request body has such a field', () => {
    const sent = documented.flatMap(({ id, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema
      return schema ? readOnlyIn(schema).map((field) => `${id} ${field}`) : []
    })
    expect(sent).toEqual([])
  })
})

function readOnlyIn(schema: Property): string[] {
  const { properties = {}, allOf = [] } = resolve(bundle, schema)
  const own = Object.entries(properties as Record<string, Property>).filter(([, { readOnly }]) => readOnly)
  return [...own.map(([field]) => field), ...allOf.flatMap(readOnlyIn)]
}

test('at most 40 places are unconfirmed, and all of them are marked', () => {
  const places: string[] = []
  const prose: string[] = []
  visit(bundle, (node, path) => {
    if (node['x-unconfirmed']) places.push(path)
    if (/not (confirmed|published)|presumably/i.test(String(node.description ?? ''))) prose.push(path)
  })
  expect(places.length).toBeLessThanOrEqual(40)
  expect(prose).toEqual([])
})

test('exactly the operations of customers and suppliers are deprecated', () => {
  const deprecated = documented.filter(({ operation }) => (operation as { deprecated?: boolean }).deprecated)
  const expected = documented.filter(({ path }) => /^\/(customers|suppliers)/.test(path))
  expect(deprecated.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  expect(deprecated).toHaveLength(10)
})

test('examples of new invoices have classification and payment, or are excluded from myDATA', () => {
  const create = documented.filter(({ id }) => id === 'createInvoice' || id === 'updateInvoice')
  for (const [name, example] of create.flatMap((operation) => Object.entries(requestExamples(operation)))) {
    const { excludeMydata, mydataPayment, products } = example as {
      excludeMydata?: boolean
      mydataPayment?: object
      products: object[]
    }
    const isReported = mydataPayment !== undefined && products.some((row) => 'incomeClassificationCat' in row)
    expect([name, excludeMydata === true || isReported]).toEqual([name, true])
  }
})

test('the fields of each 422 example are fields of the request body', () => {
  for (const { id, operation, responses } of documented) {
    const fields = responses.filter(({ status }) => status === 422).flatMap(({ examples }) => Object.values(examples))
    const accepted = acceptedNames(operation)
    for (const { errors } of fields as Array<{ errors: Record<string, string[]> }>) {
      for (const field of Object.keys(errors)) expect(accepted, id).toContain(field.split('.')[0])
    }
  }
})

function acceptedNames({ parameters = [], requestBody }: (typeof documented)[number]['operation']): Array<string | undefined> {
  const inBody = (schema: Property & { anyOf?: Property[] }): string[] => {
    const { properties = {}, allOf = [], anyOf = [] } = resolve(bundle, schema)
    return [...Object.keys(properties), ...[...allOf, ...anyOf].flatMap(inBody)]
  }
  const body = requestBody?.content['application/json']?.schema
  return [...parameters.map((parameter) => resolve(bundle, parameter).name), ...(body ? inBody(body) : ['body'])]
}
