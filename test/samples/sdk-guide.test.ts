/** Runs the TypeScript blocks of the guide pages about the SDK, and checks their tables and links. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ADDRESS_LINKS, pageAddress } from '../../scripts/docs/addresses.ts'
import type { Spec } from '../../scripts/docs/document.ts'
import { guideTables } from '../../scripts/guide-tables.ts'
import { readDocument } from '../../src/tools/document.ts'
import { sdkGuide } from './pages.ts'
import { useSamples } from './run.ts'
import { type Expected, type TypesOnly, testBlocks } from './run-blocks.ts'

const { runTypeScript } = useSamples()

/** By the name of the file. The heading of a block before the first heading is empty. */
const EXPECTED: Record<string, Array<Expected | TypesOnly>> = {
  'el/index': [
    { heading: 'Το πρώτο τιμολόγιο', operations: ['getAccount', 'createInvoice'], stdout: /^Τιμολόγιο 133, created\n$/ },
  ],
  'sdk/calls': [
    {
      heading: '',
      operations: ['getAccount', 'getContact', 'getContact', 'updateContact', 'getContact'],
      stdout: /^901 31\nΝυχτερινό Φως Α\.Ε\. 200\n$/,
    },
  ],
  'sdk/client': [{ heading: '', operations: ['listTags'], stdout: /^\d+ undefined\n$/ }],
  'sdk/dates': [{ heading: '', operations: [], stdout: /^2026-11-22\nnull\n$/ }],
  'sdk/errors': [{ heading: '', operations: [], stdout: /^InvalidArgumentError \[ 'products' \]\n$/ }],
  'sdk/export': [
    {
      heading: 'exportAll in a program',
      // All lists, each invoice, and the lists again for changes made meanwhile.
      operations: ['getAccount', 'listContacts', 'listInvoices', ...Array(5).fill('getInvoice'), 'listContacts', 'listInvoices'],
      stdout:
        /^contacts list (\d) \1\ninvoices list 5 5\ninvoices details 5 5\ncontacts list \1 \1\ninvoices list 5 5\n5 0 true\n$/,
    },
  ],
  'sdk/idempotency': [
    {
      heading: '',
      operations: ['getAccount', 'createInvoice', 'createInvoice', 'createInvoice'],
      stdout: /^Order 1041: invoice 133, created\nOrder 1042: invoice 134, created\nOrder 1043: invoice 135, created\n$/,
    },
    { heading: 'When the outcome is uncertain', operations: ['getAccount', 'createInvoice'], stdout: /^$/ },
    { heading: 'What createOnce costs', operations: ['listTags'], stdout: /^$/ },
    { heading: 'Idempotency stores', typesOnly: true },
  ],
  'sdk/lists': [
    { heading: '', operations: ['listInvoices', 'listInvoices', 'listContacts'], stdout: /^132\n131\n130\n129\n128\n5 1\n$/ },
    { heading: "If the server's order changes", operations: ['listInvoices'], stdout: /^5\n$/ },
    { heading: 'Time limits and extra filters', operations: ['listContacts'], stdout: /^\d+\n$/ },
  ],
  'sdk/logging': [
    { heading: '', operations: ['listTags'], stdout: /^listTags 200 1\n$/ },
    { heading: 'Logger', operations: ['listContacts'], stdout: /^listContacts 200 true\n$/ },
    { heading: 'Spans with OpenTelemetry', operations: ['listTags'], stdout: /^0\n$/ },
    {
      heading: 'Metrics',
      operations: ['listTags', 'getContact'],
      stdout: /^\[ \[ 'listTags 200', 1 \], \[ 'getContact 200', 1 \] \]\n$/,
    },
  ],
  'sdk/mock': [
    // It starts its own mock.
    { heading: 'In a test suite', operations: [], stdout: /^11 204\ntrue 10 11\n$/ },
    { heading: 'What happens after the creation', operations: [], stdout: /^pending\nreported 62\n$/ },
    { heading: 'Behind MSW', typesOnly: true },
    { heading: 'Behind MSW', typesOnly: true },
  ],
  'sdk/mydata': [
    {
      heading: '',
      operations: ['getAccount'],
      stdout: /^true\nΤιμολόγιο Παροχής\n3716\nerror products\.0\.incomeClassificationCat\n$/,
    },
    { heading: 'Check an invoice before it is sent', operations: [] },
    { heading: 'Check an invoice before it is sent', operations: [] },
    {
      heading: 'Find the classification of a sale',
      operations: [],
      stdout: /^2\.2 4\nFor services to a business.*\n\[ 'E3_561_007', 'E3_563' \]\n$/,
    },
    {
      heading: 'Month-end and quarter',
      operations: ['listInvoices', ...Array(5).fill('getInvoice')],
      stdout: /^24 undefined \d+ \d+\n2 0\n$/,
    },
  ],
  'sdk/options': [{ heading: '', operations: ['listTags'], stdout: /^\d+\n$/ }],
  'sdk/rate-limit': [
    { heading: '', typesOnly: true },
    { heading: 'Stores other than Redis', typesOnly: true },
  ],
  'sdk/watch': [
    { heading: '', typesOnly: true },
    {
      heading: 'In a scheduled job',
      operations: ['getAccount', 'listInvoices', 'listPayments', ...Array(5).fill('getInvoice')],
      stdout: /^(payments created 1\n){5}(invoices created( marked (paid|cancelled))? 1\n){5}$/,
    },
    // watch-page.test.ts runs it.
    { heading: 'A page that shows payments', typesOnly: true },
    { heading: 'The command', typesOnly: true },
  ],
  'sdk/runtimes': [
    // A page, and a server.
    { heading: 'In a browser', typesOnly: true },
    { heading: 'In a browser', typesOnly: true },
  ],
}

for (const page of sdkGuide) {
  const key = page.name.replace('spec/guide/', '').replace('.md', '')
  testBlocks(page, EXPECTED[key] ?? [], runTypeScript)
}

// The mock's type of a document lacks the tags.
const { tags } = readDocument() as unknown as Spec

test('every page is in the document', () => {
  const texts = tags.map(({ description }) => description)
  const pages = sdkGuide.map(({ text }) => text.replaceAll(/<!--.*?-->\n+/g, '').trim())
  expect(texts.map((text) => text.trim())).toEqual(expect.arrayContaining(pages))
})

test('the tables are those that the tests measured', () => {
  for (const [path, text] of guideTables()) {
    const current = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    expect(current, `run 'npm run generate' to update ${path}`).toBe(text)
  }
})

test('links lead to existing pages, and none to test/', () => {
  const pages = tags.map(({ name }) => pageAddress(name))
  const links = sdkGuide.flatMap(({ text }) => [...text.matchAll(ADDRESS_LINKS)].map(([, link = '']) => link))
  expect(links.length).toBeGreaterThan(10)
  expect(pages).toEqual(expect.arrayContaining(links))
  expect(sdkGuide.filter(({ text }) => text.includes('](test/'))).toEqual([])
})
