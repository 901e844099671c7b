/** A Billit API in this process that serves the given records. */
import { Billit } from '../../src/index.ts'
import type { ExportResource } from '../../src/sync/index.ts'

type Records = Partial<Record<ExportResource, object[]>>

/** A client of the API. Lists have the complete records, in one page. */
export function clientFor(records: Records): Billit {
  const respond = (body: object, status = 200) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', date: new Date().toUTCString() },
    })
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname } = new URL(new Request(input, init).url)
    const [resource = '', key] = pathname.replace('/v1/', '').split('/')
    if (resource === 'account') return respond({ data: { uuid: '0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e' } })
    const data = records[resource as ExportResource] ?? []
    if (key === undefined) {
      return respond({ data, links: { next: null }, meta: { current_page: 1, last_page: 1, per_page: 250, total: data.length } })
    }
    const found = data.find((record) => 'uuid' in record && record.uuid === key)
    return found ? respond({ data: found }) : respond({ statusCode: 404, error: 'Not found', message: '', data: [] }, 404)
  }
  return new Billit({ token: 'secret', baseUrl: 'https://records.example/v1', rateLimit: false, maxRetries: 0, fetch })
}
