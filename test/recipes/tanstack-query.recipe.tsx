// @vitest-environment jsdom
/** Renders the list of the page in jsdom, over the server of the page. */

import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query'
import { act, cleanup, configure, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react'
import { type Mock, startMock } from 'billit-io/mock'
import type { ReactNode } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { InvoiceList } from './tanstack-query/web/invoice-list.tsx'
import { createInvoice, HttpError, invoiceDetail, invoiceKeys, invoiceList } from './tanstack-query/web/invoices.ts'

configure({ asyncUtilTimeout: 30_000 })

let mock: Mock
let server: ReturnType<typeof serve>
let client: QueryClient
let posts: Array<() => Response>
let keys: string[]

beforeAll(async () => {
  mock = await startMock({ rows: 60, rateLimit: false })
  Object.assign(process.env, { BILLIT_BASE_URL: mock.url, BILLIT_TOKEN: 'any' })
  const { app } = await import('./tanstack-query/server/app.ts')
  // The route of another page: it fails as each test wants.
  app.post('/api/invoices', async (context) => {
    keys.push((await context.req.json()).key)
    return posts.shift()?.() ?? context.json({ invoice: {} }, 201)
  })
  server = serve({ fetch: app.fetch, port: 0 })
})
beforeEach(() => {
  posts = []
  keys = []
  client = new QueryClient({ defaultOptions: { mutations: { retryDelay: 1 } } })
  const { port } = server.address() as AddressInfo // it listens on a port
  const { fetch } = globalThis
  // A page has an address, and the timers of jsdom's signals are those of Node.
  vi.stubGlobal('fetch', (path: string, { signal: _, ...init }: RequestInit) =>
    path.startsWith('/') ? fetch(`http://127.0.0.1:${port}${path}`, init) : fetch(path, init),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
afterAll(async () => {
  server.close()
  await mock.close()
})

const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
const form = { key: 'form-1', customerId: 1, invoiceDate: '2026-11-24', products: [] }

test('the list loads page by page, and holds each invoice once', async () => {
  render(<InvoiceList />, { wrapper })
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(25))
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(50))
  fireEvent.click(screen.getByRole('button'))
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  expect(screen.getAllByRole('listitem')).toHaveLength(mock.rows('invoices').length)
})

test('a new invoice invalidates the list, and not the other invoices', async () => {
  const { pages } = await client.fetchInfiniteQuery(invoiceList)
  const uuid = pages[0]?.rows[0]?.uuid ?? ''
  expect(await client.fetchQuery(invoiceDetail(uuid))).toMatchObject({ uuid })
  const { result } = renderHook(() => useMutation(createInvoice), { wrapper })
  await act(() => result.current.mutateAsync(form))
  expect(client.getQueryState(invoiceKeys.lists())?.isInvalidated).toBe(true)
  expect(client.getQueryState(invoiceKeys.detail(uuid))?.isInvalidated).toBe(false)
})

test('a lost response is retried with the same key, and an error of the server is not retried', async () => {
  const { result } = renderHook(() => useMutation(createInvoice), { wrapper })
  posts = [() => new Response('cut', { status: 201 })]
  await act(() => result.current.mutateAsync(form))
  expect(keys).toEqual(['form-1', 'form-1'])
  posts = [() => Response.json({ errors: { invoiceDate: ['…'] } }, { status: 422 })]
  await act(() => expect(result.current.mutateAsync(form)).rejects.toThrow(HttpError))
  expect(keys).toHaveLength(3)
})
