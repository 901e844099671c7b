/** The example that continues the demo's story, by request. */
const CREATED: Record<string, string> = {
  'POST /contacts': 'company',
  'POST /invoices': 'goodsAndTax',
  'POST /ocps': 'forCustomer',
  'POST /payments': 'onAccount',
}
const PAGES = ['first', 'middle', 'last']

/**
 * A `fetch` for a client that talks to Prism. Prism has no memory: it answers each operation with its first example,
 * whatever it was asked, so that every page would be page 1 and no record would be the one just created. The document has
 * further examples that tell one story; Prism gives the one that `Prefer` names. An invalid request still answers 422.
 *
 * For the same reason an answer does not show what was sent. `lastBody` does.
 */
export function mockFetch(): { fetch: typeof fetch; lastBody: () => Record<string, unknown> } {
  let sent = ''
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent = await request.clone().text()
      const example = exampleFor(request.method, new URL(request.url))
      if (example !== undefined) request.headers.set('Prefer', `example=${example}`)
      return fetch(request)
    },
    lastBody: () => JSON.parse(sent),
  }
}

function exampleFor(method: string, { pathname, searchParams }: URL): string | undefined {
  const page = searchParams.get('page')
  if (page !== null) return PAGES[Number(page) - 1]
  if (method === 'GET' && pathname.startsWith('/invoices/')) return 'reported'
  return CREATED[`${method} ${pathname}`]
}
