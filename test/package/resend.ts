/**
 * Whether a runtime resends an unsafe request by itself: each operation is sent once on a warmed connection, which the server
 * closes after it has received the request. Like smoke.ts, this file imports nothing.
 */
type Sdk = typeof import('billit-io')
type Billit = InstanceType<Sdk['Billit']>
type Store = import('billit-io').IdempotencyStore
type Record = import('billit-io').IdempotencyRecord

export interface Sent {
  operation: string
  /** Requests that the server received. */
  count: number
  /** Name of the error that the caller got. */
  error: string
  mayHaveSucceeded: unknown
}

const UUID = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'
const draft = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products: [] }
/** The server does not validate the body. */
const body = {} as never

/** Every operation that is unsafe to retry, and one PUT and DELETE that are not: their first attempt must not be resent either. */
const calls: { [operation: string]: (billit: Billit) => PromiseLike<unknown> } = {
  ping: (billit) => billit.ping(),
  'invoices.create': (billit) => billit.invoices.create(draft),
  'invoices.createOnce': (billit) => billit.invoices.createOnce('order-1042', draft, { deadline: 1000 }),
  'invoices.update': (billit) => billit.invoices.update(UUID, draft),
  'invoices.delete': (billit) => billit.invoices.delete(UUID),
  'contacts.create': (billit) => billit.contacts.create(body),
  'products.create': (billit) => billit.products.create(body),
  'payments.create': (billit) => billit.payments.create(body),
  'ocps.create': (billit) => billit.ocps.create(body),
  'purchases.create': (billit) => billit.purchases.create(body),
  'alpSignatures.create': (billit) => billit.alpSignatures.create(body),
  'customers.create': (billit) => billit.customers.create(body),
  'suppliers.create': (billit) => billit.suppliers.create(body),
  request: (billit) => billit.request({ method: 'POST', path: '/tags', body: {} }),
  'contacts.update': (billit) => billit.contacts.update(4821, body),
  'tags.delete': (billit) => billit.tags.delete(301),
}

export const unsafeOperations = Object.keys(calls)

export async function sendUnsafe({ Billit }: Sdk, stand: string, options: object = {}): Promise<Sent[]> {
  const all: Sent[] = []
  for (const [operation, call] of Object.entries(calls)) {
    const baseUrl = `${stand}/break/${operation}`
    const settings = {
      token: 'smoke-token',
      rateLimit: false,
      maxRetries: 0,
      idempotencyStore: createStore(),
      ...options,
    } as const
    const billit = new Billit({ ...settings, baseUrl })
    // Several, so that an unused connection is left whatever the runtime does with the first one.
    await Promise.all([billit.tags.get(1), billit.tags.get(2), billit.tags.get(3)])
    const thrown: unknown = await call(billit).then(
      () => ({ name: 'none' }),
      (error: unknown) => error,
    )
    const { name, mayHaveSucceeded } = thrown as { name: string; mayHaveSucceeded?: unknown }
    const count = Number(await (await fetch(`${baseUrl}/count`)).text())
    all.push({ operation, count, error: name, mayHaveSucceeded })
  }
  return all
}

/** A store in memory. It keeps one key. */
function createStore(): Store {
  let kept: Record | undefined
  return {
    read: async () => kept,
    async write(record) {
      if (record.version !== (kept?.version ?? 0) + 1) return false
      kept = record
      return true
    },
    async remove() {
      kept = undefined
    },
    claimed: async () => [],
    unsettled: async () => [],
  }
}
