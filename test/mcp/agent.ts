/** An agent: the official client of the protocol, connected to our server in memory. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport } from '@modelcontextprotocol/server'
import { afterAll, onTestFinished } from 'vitest'
import { toYmd } from '../../src/index.ts'
import { createServer } from '../../src/mcp/server.ts'
import { Session, type SessionOptions } from '../../src/mcp/session.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'

export const TOKEN = 'secret-token-of-the-account'
let agents = 0

/** What a tool returned. */
export interface Result {
  /** The data of the reply. */
  data: Record<string, unknown>
  /** The code of a refusal. */
  refused: unknown
  message: unknown
  isError: boolean
  /** All that the client received. */
  raw: string
}

export interface Agent {
  session: Session
  call(tool: string, args?: Record<string, unknown>): Promise<Result>
  tools(): Promise<string[]>
}

let shared: Promise<Mock> | undefined
afterAll(async () => (await shared)?.close())

/** A mock with the examples of the document, as at its start. The tests of a file share it. */
export async function startExamples(): Promise<Mock> {
  shared ??= startMock({ examples: true })
  const mock = await shared
  mock.reset()
  return mock
}

export function tempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'billit-mcp-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Connects an agent that may issue invoices, in production unless the options say otherwise. */
export async function connectAgent(mock: Mock, options: Partial<SessionOptions> = {}): Promise<Agent> {
  agents += 1
  const session = new Session({
    place: { environment: 'production', baseUrl: `${mock.url}/v1` },
    // A token of its own, because clients with the same token share one rate limit.
    token: `${TOKEN}-${agents}`,
    allowIssue: true,
    limits: { maxAmount: 100_000, maxInvoices: 3 },
    copy: undefined,
    stateFolder: tempFolder(),
    now: Date.now,
    log: () => {},
    ...options,
  })
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1' })
  await createServer(session).connect(ours)
  await client.connect(theirs)
  onTestFinished(async () => {
    session.approvals.close()
    await client.close()
  })
  return {
    session,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args })
      return readResult(result)
    },
  }
}

/** Reads a result of the official client. */
export function readResult(result: object): Result {
  const raw = JSON.stringify(result)
  // A tool result of the protocol.
  const { structuredContent = {}, isError = false } = result as {
    structuredContent?: Record<string, unknown>
    isError?: boolean
  }
  const { data = {}, refused, message } = structuredContent
  return { data: data as Record<string, unknown>, refused, message, isError, raw }
}

/** A draft that the mock accepts: 100 euros and VAT, 124 in all. */
export const draft = (changes: Record<string, unknown> = {}, row: Record<string, unknown> = {}): Record<string, unknown> => ({
  customerId: 4821,
  invoiceDate: toYmd(new Date()),
  invoiceTypeId: 31,
  mydataInvoiceType: '2.1',
  products: [
    {
      details: 'Φιλοξενία',
      vatId: 901,
      price: 100,
      quantity: 1,
      incomeClassificationCat: 'category1_3',
      incomeClassificationType: 'E3_561_001',
      ...row,
    },
  ],
  mydataPayment: { paidAmount: 0, paymentMethod: '', epiPistosi: 124 },
  ...changes,
})

/** Checks a draft, and returns its hash. */
export async function checkedHash(
  agent: Agent,
  changes: Record<string, unknown> = {},
  row: Record<string, unknown> = {},
): Promise<string> {
  const { data, raw } = await agent.call('check_draft', { draft: draft(changes, row) })
  if (typeof data.hash !== 'string') throw new Error(raw)
  return data.hash
}

/** How many invoices the mock was asked to create. */
export const countCreated = (mock: Mock): number =>
  mock.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/invoices')).length
