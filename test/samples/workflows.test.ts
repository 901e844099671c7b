/** Runs the workflows against the mock: with Redocly, and as the program of each page, with the account's records in other orders. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { allOperations, type Spec } from '../../scripts/docs/document.ts'
import { readWorkflows } from '../../scripts/workflows.ts'
import { type Mock, type Row, type Snapshot, startMock } from '../../src/mock/index.ts'
import { readDocument } from '../../src/tools/document.ts'
import { HOOK } from './run.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const execute = promisify(execFile)
const workflows = readWorkflows()
// The mock's type of a document lacks the tags.
const spec = readDocument() as unknown as Spec

/** What each program leaves on the server, however often it runs. */
interface Outcome {
  invoice?: { total: number; payment: object }
  contacts?: number
  payments?: number
  ocps?: number
  /** The start of the output. */
  stdout: RegExp
}

const onCredit = (epiPistosi: number) => ({ paidAmount: 0, paymentMethod: '', epiPistosi })
const paid = (paidAmount: number, paymentMethod: number) => ({ paidAmount, paymentMethod, epiPistosi: 0 })

const OUTCOMES: Record<string, Outcome> = {
  firstInvoice: {
    contacts: 1,
    invoice: { total: 148.8, payment: onCredit(148.8) },
    stdout: /^Invoice 133, created: .+\/pdf\nmyDATA: reported, MARK \d+\n$/,
  },
  creditNote: { invoice: { total: 124, payment: paid(124, 1) }, stdout: /^Credit note \d+, created: 124 EUR\n$/ },
  tillReceipt: { invoice: { total: 99.2, payment: paid(99.2, 7) }, payments: 1, stdout: /^Receipt \d+, created\n$/ },
  selfBilling: {
    contacts: 1,
    invoice: { total: 620, payment: onCredit(620) },
    stdout: /^Invoice \d+, created: 620 EUR\n$/,
  },
  oneStopShop: { invoice: { total: 107.1, payment: paid(107.1, 6) }, stdout: /^Receipt \d+, created: 107.1 EUR\n$/ },
  paymentLink: { ocps: 1, stdout: /^Send this to the customer: http\S+\nNot paid yet\.\n/ },
  monthEnd: { stdout: /^Invoice 132: [\d.]+ EUR\n(?:Invoice \d+: -?[\d.]+ EUR\n)*(?:Payment on 2026-11-\d\d: [\d.]+ EUR\n)+$/ },
}

/** Orders of a list. The examples list the VAT rate of 24 % first. */
const ORDERS: Record<string, (rows: Row[]) => Row[]> = {
  reversed: (rows) => rows.toReversed(),
  'with the second record first': ([first, second, ...rest]) => [second, first, ...rest].filter((row) => row !== undefined),
  'with the last record first': (rows) => [...rows.slice(-1), ...rows.slice(0, -1)],
}

let examples: Snapshot
beforeAll(async () => {
  const mock = await startMock({ examples: true })
  examples = mock.snapshot()
  await mock.close()
})

/** The example records before a workflow, with the lists of the account in another order. */
function createState(workflowId: string, order: (rows: Row[]) => Row[] = (rows) => rows): Snapshot {
  const snapshot = structuredClone(examples)
  // A workflow that creates the contact finds none.
  if (OUTCOMES[workflowId]?.contacts) {
    snapshot.records.contacts = (snapshot.records.contacts ?? []).filter(({ vatId }) => vatId !== '523456110')
  }
  const relations = snapshot.account?.relations as Record<string, Row[]> // as in the examples
  for (const name of ['vats', 'paymentMethods', 'ossProductTaxes']) relations[name] = order(relations[name] ?? [])
  return snapshot
}

test('Redocly runs every workflow and receives only documented responses', async () => {
  const mock = await startMock({ examples: true })
  try {
    const program = createRequire(import.meta.url)
      .resolve('@redocly/cli/package.json')
      .replace('package.json', 'bin/cli.js')
    const input = JSON.stringify({ token: 'any', today: '2026-11-24', vatId: 901, noVatId: 904, ossId: 971 })
    for (const { workflowId, steps } of workflows) {
      mock.reset()
      mock.restore(createState(workflowId))
      const args = ['respect', 'spec/workflows.arazzo.yaml', '--workflow', workflowId, '--input', input]
      const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
      await execute(process.execPath, [program, ...args, '--server', `billit=${mock.url}/v1`], { cwd: ROOT, env })
      expect(mock.requests.map(({ operationId, violations }) => [operationId, violations])).toEqual(
        steps.map(({ operationId }) => [operationId, []]),
      )
    }
  } finally {
    await mock.close()
  }
})

/** Runs the program of a folder. The month of the examples is the argument of the one that reads a month. */
const run = (mock: Mock, cwd: string) =>
  execute(process.execPath, ['--import', HOOK, 'program.mts', '2026-11'], {
    cwd,
    env: { PATH: process.env.PATH, BILLIT_TOKEN: 'token-of-a-reader', BILLIT_BASE_URL: mock.url, NODE_NO_WARNINGS: '1' },
    timeout: 60_000,
  })

const count = (mock: Mock) =>
  Object.fromEntries(['invoices', 'contacts', 'payments', 'ocps'].map((name) => [name, mock.rows(name).length]))

describe.concurrent.each(workflows)('the program of "$summary"', ({ workflowId, summary, steps }) => {
  const page = spec.tags.find(({ name }) => name === summary)?.description ?? ''
  const [, program = ''] = /```ts\n(.*?)```/s.exec(page) ?? []
  const outcome = OUTCOMES[workflowId] ?? { stdout: /an entry in OUTCOMES/ }

  test.for(Object.entries(ORDERS))('has the same outcome with an account $0', async ([, order], { onTestFinished, expect }) => {
    const folder = mkdtempSync(join(tmpdir(), 'billit-workflow-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const mock = await startMock({ state: createState(workflowId, order) })
    onTestFinished(() => mock.close())
    const before = count(mock)
    writeFileSync(join(folder, 'program.mts'), program)
    const { stdout, stderr } = await run(mock, folder)
    expect(stderr).toBe('')
    expect(stdout).toMatch(outcome.stdout)

    const operations = mock.requests.map(({ operationId }) => operationId)
    expect([...new Set(operations)].sort()).toEqual([...new Set(steps.map(({ operationId }) => operationId))].sort())
    expect(mock.requests.flatMap(({ violations }) => violations)).toEqual([])

    const { invoice, contacts = 0, payments = 0, ocps = 0 } = outcome
    const after = count(mock)
    expect(after).toEqual({
      invoices: (before.invoices ?? 0) + (invoice ? 1 : 0),
      contacts: (before.contacts ?? 0) + contacts,
      payments: (before.payments ?? 0) + payments,
      ocps: (before.ocps ?? 0) + ocps,
    })
    if (invoice) {
      const sent = mock.requests.find(({ operationId }) => operationId === 'createInvoice')?.body
      expect(sent).toMatchObject({ mydataPayment: invoice.payment })
      expect(mock.rows('invoices')[0]).toMatchObject({ finalAmount: invoice.total })
    }
    if (workflowId === 'monthEnd') {
      const reads = operations.filter((id) => id === 'getInvoice').length
      const files = readdirSync(join(folder, '2026-11'))
      const expected = mock.rows('invoices').filter(({ dateIssued }) => String(dateIssued).startsWith('2026-11'))
      expect(reads).toBe(expected.length)
      expect(files.sort()).toEqual(expected.flatMap(({ uuid }) => [`${uuid}.json`, `${uuid}.pdf`]).sort())
      const pdf = files.find((file) => file.endsWith('.pdf')) ?? ''
      expect(readFileSync(join(folder, '2026-11', pdf), 'latin1')).toMatch(/^%PDF-/)
    }

    // A second run may be refused, but creates nothing.
    await run(mock, folder).catch(() => {})
    expect(count(mock)).toEqual(after)
  })
})

test('the steps of each page link to their operations', () => {
  const ids = allOperations(spec).map(({ operation }) => operation.operationId.toLowerCase())
  const links = spec.tags.flatMap(({ description }) => [...description.matchAll(/\(#\/[\w-]+\/(\w+)\)/g)].map(([, id]) => id))
  expect(links.length).toBeGreaterThan(15)
  expect(ids).toEqual(expect.arrayContaining(links))
})
