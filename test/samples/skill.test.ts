/** Runs the TypeScript blocks of SKILL.md, the instructions for coding agents. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBlocks, withClient } from './blocks.ts'
import { useSamples } from './run.ts'

const row = `{ details: 'Annual hosting', quantity: 1, price: 120, vatId: 901 }`
const draft = (invoiceDate: string) =>
  `const draft = { customerId: 4821, invoiceDate: '${invoiceDate}', invoiceTypeId: 31, products: [${row}] }\n`

interface Expected {
  /** Code to run before the block. */
  before?: string
  operations: string[]
  stdout?: RegExp
  stderr?: RegExp
}

/** By the heading of the block. Without `stdout` or `stderr`, the block prints nothing there. */
const EXPECTED: Record<string, Expected> = {
  'Set up': { operations: [] },
  // It starts its own mock.
  'Work on the mock': { operations: [] },
  'Create an invoice: once': { operations: ['getAccount', 'createInvoice'] },
  // An invalid date.
  'Check before you send': { before: draft('2026-02-30'), operations: [], stderr: /^\{\s+invoiceDate: \[.+\]\s+\}\n$/s },
  Lists: { operations: ['listContacts'], stdout: /^\d+\n$/ },
}

const { runTypeScript } = useSamples()
const text = readFileSync(new URL('../../scripts/docs/SKILL.md', import.meta.url), 'utf8')
const blocks = readBlocks(text)

test('SKILL.md has an expectation for each block, and fewer than 150 lines', () => {
  expect(blocks.map(({ heading }) => heading)).toEqual(Object.keys(EXPECTED))
  expect(text.split('\n').length).toBeLessThan(150)
})

test.concurrent.for(blocks)('runs the block "$heading"', async ({ heading, source }, { onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-skill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { before = '', operations, stdout = /^$/, stderr = /^$/ } = EXPECTED[heading] ?? { operations: ['an entry in EXPECTED'] }
  const ran = await runTypeScript(`${before}${withClient(source)}`, folder)
  expect(ran.stderr).toMatch(stderr)
  expect(ran.operations).toEqual(operations)
  expect(ran.stdout).toMatch(stdout)
})
