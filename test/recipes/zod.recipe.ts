/** Generates the schemas of the page from the document in the package, checks the types, and validates forms. */
import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Billit } from 'billit-io'
import { memoryStore } from 'billit-io/idempotency'
import { type Mock, startMock } from 'billit-io/mock'
import { checkInvoice } from 'billit-io/mydata'
import { afterAll, beforeAll, expect, test } from 'vitest'

const FOLDER = join(import.meta.dirname, 'zod')
const PACKAGES = join(import.meta.dirname, '../node_modules')
const execute = (program: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [join(PACKAGES, program), ...args], { cwd: FOLDER })

let mock: Mock
let createInvoice: (body: unknown) => Promise<object>

beforeAll(async () => {
  mkdirSync(join(FOLDER, 'node_modules'), { recursive: true })
  symlinkSync(join(PACKAGES, 'billit-io'), join(FOLDER, 'node_modules/billit-io'), 'junction')
  await execute('@hey-api/openapi-ts/bin/run.js')
  mock = await startMock({ examples: true, rateLimit: false })
  const options = { idempotencyStore: memoryStore(), preflight: checkInvoice, rateLimit: false } as const
  const billit = new Billit({ token: 'any', baseUrl: mock.url, ...options })
  // Its path is not a literal, because the schemas are not there yet when the other recipes are type-checked.
  const path = './zod/src/create-invoice.ts'
  const module: { createInvoice: (client: Billit, body: unknown) => Promise<object> } = await import(path)
  createInvoice = (body) => module.createInvoice(billit, body)
})
afterAll(() => mock?.close())

const row = { details: 'Hosting', price: 120, quantity: 1 }
const form = () => ({ key: crypto.randomUUID(), customerId: 4821, invoiceDate: '2026-11-24', products: [row] })
const created = () => mock.rows('invoices').length - 5

test('the generated schemas and the code that uses them type-check', async () => {
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({ extends: '../tsconfig.json', exclude: [], include: ['**/*.ts'] }))
  await execute('typescript/bin/tsc', '--project', FOLDER)
})

test('a valid form creates one invoice, however often it is sent', async () => {
  const body = form()
  const first = await createInvoice(body)
  expect(first).toMatchObject({ invoice: { number: expect.any(Number) } })
  expect(await createInvoice(body)).toEqual(first)
  expect(created()).toBe(1)
})

test.each([
  ['customerId', { customerId: 0 }],
  ['invoiceDate', { invoiceDate: '24/11/2026' }],
  ['invoiceDate', { invoiceDate: '2026-02-30' }],
  ['products.0.price', { products: [{ ...row, price: -1 }] }],
  ['products.0.details', { products: [{ ...row, details: undefined }] }],
  ['products', { products: [] }],
  ['key', { key: '' }],
])('an invalid form is reported at %s, and nothing is sent', async (field, change) => {
  const requests = mock.requests.length
  expect(await createInvoice({ ...form(), ...change })).toMatchObject({ errors: { [field]: [expect.any(String)] } })
  expect(mock.requests).toHaveLength(requests)
})
