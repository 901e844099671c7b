import { afterEach, expect, test, vi } from 'vitest'
import { always, connect, gate, rejection } from './setup.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** Like the class that jsdom puts in place of Node's: its signal is not the one that Node's `fetch` accepts. */
class ForeignController {
  readonly signal = Object.assign(new EventTarget(), {
    aborted: false,
    reason: undefined as unknown,
    throwIfAborted: () => {
      if (this.signal.aborted) throw this.signal.reason
    },
  })

  abort(reason: unknown): void {
    Object.assign(this.signal, { aborted: true, reason })
    this.signal.dispatchEvent(new Event('abort'))
  }
}

test.each<[what: string, custom: typeof fetch | undefined]>([
  ["the runtime's fetch", undefined],
  ['a custom fetch', (input, init) => fetch(input, init)],
])('calls work with %s where a test runner has replaced AbortController', async (_what, custom) => {
  vi.stubGlobal('AbortController', ForeignController)
  const { billit, server } = await connect(always({ data: { id: 1, tag: 'x' } }), { fetch: custom })
  expect((await billit.tags.get(1)).tag).toBe('x')
  const { signal } = new ForeignController()
  // The caller's signal is of the same foreign class.
  await billit.contacts.create({} as never, { signal: signal as unknown as AbortSignal })
  expect(server.requests).toHaveLength(2)
})

test('a foreign signal aborts the call, and closes its connection', async () => {
  vi.stubGlobal('AbortController', ForeignController)
  const closed = gate()
  const arrived = gate()
  const { billit } = await connect((_request, response) => {
    response.once('close', closed.open)
    arrived.open()
  })
  const stop = new ForeignController()
  const call = rejection(billit.tags.get(1, { signal: stop.signal as unknown as AbortSignal }))
  await arrived.opened
  stop.abort('the user left')
  expect(await call).toBe('the user left')
  await closed.opened
})
