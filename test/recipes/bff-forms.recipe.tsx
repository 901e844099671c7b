// @vitest-environment jsdom
/** Fills in the form of the page in jsdom, and sends it to both servers of the page. */
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { type Mock, startMock } from 'billit-io/mock'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { InvoiceForm } from './bff-forms/web/invoice-form.tsx'

configure({ asyncUtilTimeout: 30_000 })

let mock: Mock
const servers: Record<string, Server> = {}

beforeAll(async () => {
  mock = await startMock({ examples: true, rateLimit: false })
  Object.assign(process.env, { BILLIT_BASE_URL: mock.url, BILLIT_TOKEN: 'any', PORT: '0' })
  servers.hono = (await import('./bff-forms/server/hono.ts')).server as Server // without TLS, it is a server of node:http
  servers.express = (await import('./bff-forms/server/express.ts')).server
  await Promise.all(Object.values(servers).map((server) => server.listening || once(server, 'listening')))
})
afterAll(async () => {
  for (const server of Object.values(servers)) server.close()
  await mock.close()
})

const created = () => mock.rows('invoices').length - 5

const fill = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } })
const send = () => fireEvent.click(screen.getByRole('button'))

describe.each(['hono', 'express'])('with %s', (name) => {
  beforeEach(() => {
    mock.reset()
    const address = servers[name]?.address() as AddressInfo // it listens on a port
    const { fetch } = globalThis
    // A page has an address, jsdom's fetch is that of Node.
    vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
      fetch(path.startsWith('/') ? `http://127.0.0.1:${address.port}${path}` : path, init),
    )
    render(<InvoiceForm customerId={4821} today="2026-11-24" />)
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
    sessionStorage.clear()
  })

  test('shows the errors of the preflight at their inputs, and then creates one invoice', async () => {
    fill('Net price', '120')
    fill('Date', '2026-02-30')
    send()
    expect(await screen.findByText(/invoiceDate|date/i, { selector: 'em' })).toBeDefined()
    expect(created()).toBe(0)
    fill('Date', '2026-11-24')
    fill('Service', 'Annual hosting')
    send()
    expect((await screen.findByRole('status')).textContent).toMatch(/^Invoice \d+: PDF$/)
    expect(created()).toBe(1)
    expect(sessionStorage.length).toBe(0)
  })

  test('shows a missing price at its input', async () => {
    fill('Service', 'Annual hosting')
    send()
    expect(await screen.findByText('The value is missing, or the totals cannot be calculated from it.')).toBeDefined()
    expect(created()).toBe(0)
  })

  test('sends the same key after its response was lost', async () => {
    const forward = globalThis.fetch
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const response = await forward(path, init)
      if (path.startsWith('/')) throw new TypeError(`The response ${response.status} was lost.`)
      return response
    })
    fill('Service', 'Annual hosting')
    fill('Net price', '120')
    send()
    expect((await screen.findByRole('alert')).textContent).toContain('No response')
    expect(created()).toBe(1)
    vi.stubGlobal('fetch', forward)
    send()
    expect(await screen.findByRole('status')).toBeDefined()
    expect(created()).toBe(1)
  })
})
