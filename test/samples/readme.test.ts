/** The TypeScript of the README: each block is run, and does what the text around it says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blocksOf, complete } from './blocks.ts'
import { ORDERS } from './orders.ts'
import { useSamples } from './run.ts'

/** What each block asks for and prints, by its heading. A new block needs an entry. */
const EXPECTED: Record<string, { operations: string[]; stdout: RegExp }> = {
  'First invoice': {
    operations: ['getAccount', 'lookupVatId', 'createContact', 'createInvoice'],
    stdout: /^Invoice 133: http:\/\/127\.0\.0\.1:\d+\/invoice\/\S+\/pdf\n$/,
  },
  Lists: { operations: ['listInvoices', 'listInvoices', 'listContacts'], stdout: /^132\n131\n130\n129\n128\n$/ },
  'Greek invoices': {
    operations: ['getAccount'],
    stdout: /^true\nΤιμολόγιο Παροχής\n3716\nerror products\.0\.incomeClassificationCat\n$/,
  },
  'The bare layer': { operations: ['listTags'], stdout: /^$/ },
  'Before you retry a create': {
    operations: ['getAccount', 'createInvoice', 'createInvoice', 'createInvoice'],
    stdout: /^Order 1041: invoice 133, created\nOrder 1042: invoice 134, created\nOrder 1043: invoice 135, created\n$/,
  },
  // It starts a mock of its own, and has what it prints in a comment.
  'A Billit on localhost': { operations: [], stdout: /^11 204\ntrue 10 11\n$/ },
  'A copy of everything': {
    // Once for all, once for each invoice, and once more for what changed meanwhile.
    operations: ['getAccount', 'listContacts', 'listInvoices', ...Array(5).fill('getInvoice'), 'listContacts', 'listInvoices'],
    stdout: /^contacts list (\d) \1\ninvoices list 5 5\ninvoices details 5 5\ncontacts list \1 \1\ninvoices list 5 5\n5 0\n$/,
  },
}

const { runTypeScript } = useSamples()
const blocks = blocksOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'))

test('the README has these blocks of TypeScript', () => {
  expect(blocks.map(({ heading }) => heading)).toEqual(Object.keys(EXPECTED))
})

test.concurrent.for(blocks)('$heading', async ({ heading, source }, { onTestFinished }) => {
  // A folder of its own, with the file that one of them reads.
  const folder = mkdtempSync(join(tmpdir(), 'billit-readme-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'orders.csv'), ORDERS)
  const { operations, stdout, stderr } = await runTypeScript(complete(source), folder)
  expect(stderr).toBe('')
  expect(operations).toEqual(EXPECTED[heading]?.operations)
  expect(stdout).toMatch(EXPECTED[heading]?.stdout ?? 'an entry in EXPECTED')
})
