/** Runs the TypeScript blocks of the README, and checks the size and links of the text. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readme } from './pages.ts'
import { useSamples } from './run.ts'
import { testBlocks } from './run-blocks.ts'

const { runTypeScript } = useSamples()

testBlocks(
  readme,
  [
    {
      heading: 'First invoice',
      operations: ['lookupVatId', 'createContact'],
      stdout: /^Customer \d+: .+\n$/,
    },
    {
      heading: 'First invoice',
      operations: ['getAccount', 'createInvoice'],
      stdout: /^Invoice 133, created: http:\/\/127\.0\.0\.1:\d+\/invoice\/\S+\/pdf\n$/,
    },
    { heading: 'What it handles', operations: ['listInvoices'], stdout: /^132\n131\n130\n129\n128\n$/ },
    { heading: 'Errors', operations: [], stdout: /^InvalidArgumentError \[ 'invoiceDate' \]\n$/ },
    // It starts its own mock.
    { heading: 'Testing', operations: [], stdout: /^true 11\n$/ },
  ],
  runTypeScript,
)

test('the README is smaller than 10 kB', () => {
  expect(Buffer.byteLength(readme.text)).toBeLessThan(10_240)
})

test('the README links to existing files, and to none in test/', () => {
  const files = [...readme.text.matchAll(/\]\(([^)#:]+)(?:#[\w-]+)?\)/g)].map(([, file = '']) => file)
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([])
  expect(files.filter((file) => file.startsWith('test/'))).toEqual([])
})
