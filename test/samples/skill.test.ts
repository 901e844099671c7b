/** The TypeScript of SKILL.md, which the package has for coding agents: each block is run, and does what the text around it says. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blocksOf, complete } from './blocks.ts'
import { useSamples } from './run.ts'

const row = `{ details: 'Annual hosting', quantity: 1, price: 120, vatId: 901 }`
const draft = (invoiceDate: string) =>
  `const draft = { customerId: 4821, invoiceDate: '${invoiceDate}', invoiceTypeId: 31, products: [${row}] }\n`

interface Expected {
  /** What stands before the block. */
  before?: string
  operations: string[]
  stdout?: RegExp
  stderr?: RegExp
}

/** By the heading of the block. It prints nothing unless it says so here. A new block needs an entry. */
const EXPECTED: Record<string, Expected> = {
  'Set up': { operations: [] },
  // It starts a mock of its own.
  'Work on the mock': { operations: [] },
  'Create an invoice: once': { before: draft('2026-11-24'), operations: ['createInvoice'] },
  // There is no such day.
  'Check before you send': { before: draft('2026-02-30'), operations: [], stderr: /^\{\s+invoiceDate: \[.+\]\s+\}\n$/s },
  Lists: { operations: ['listContacts'], stdout: /^\d+\n$/ },
}

const { runTypeScript } = useSamples()
const text = readFileSync(new URL('../../scripts/docs/SKILL.md', import.meta.url), 'utf8')
const blocks = blocksOf(text)

test('SKILL.md has these blocks of TypeScript, and fewer than 150 lines', () => {
  expect(blocks.map(({ heading }) => heading)).toEqual(Object.keys(EXPECTED))
  expect(text.split('\n').length).toBeLessThan(150)
})

test.concurrent.for(blocks)('$heading', async ({ heading, source }, { onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-skill-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { before = '', operations, stdout = /^$/, stderr = /^$/ } = EXPECTED[heading] ?? { operations: ['an entry in EXPECTED'] }
  const ran = await runTypeScript(`${before}${complete(source)}`, folder)
  expect(ran.stderr).toMatch(stderr)
  expect(ran.operations).toEqual(operations)
  expect(ran.stdout).toMatch(stdout)
})
