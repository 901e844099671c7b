/**
 * An account with many invoices, in a separate process so that its work does not delay the export. Its records are the examples of
 * the OpenAPI document, with their own keys. Prints its port. Unlike the mock, it validates nothing.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { examplesFor, readDocument } from '../../src/tools/document.ts'

const counts: Record<string, number> = { invoices: Number(process.argv[2]), contacts: Number(process.argv[2]) / 5 }

const document = readDocument()
const readExample = (path: string): string => {
  const operation = document.paths[path]?.get
  const [example] = operation ? Object.values(examplesFor(document, operation, 200)) : []
  const { data } = example as { data: object | object[] }
  return JSON.stringify(Array.isArray(data) ? data[0] : data)
}
/** A record's text, without its key and times. */
const templates: Record<string, string> = {
  invoices: readExample('/invoices'),
  'invoices/': readExample('/invoices/{uuid}'),
  contacts: readExample('/contacts'),
}

const EPOCH = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000

/** The record with a number: newer ones come first. */
function record(template: string, key: string | number, index: number): string {
  const time = new Date(EPOCH - index * MINUTE).toISOString().replace('.000Z', '+00:00')
  return template
    .replace(/"(uuid|id)":("[^"]*"|\d+)/, (_, name) => `"${name}":${JSON.stringify(key)}`)
    .replace(/"updatedAt":"[^"]*"/, `"updatedAt":"${time}"`)
}

const uuid = (index: number): string => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [resource = '', key] = url.pathname.slice(1).split('/')
  response.setHeader('Content-Type', 'application/json')
  if (resource === 'account') return response.end('{"data":{"uuid":"0c4e2f9e-6a0b-4f0e-8a6d-3a4f5c1b2d7e"}}')
  if (key !== undefined) return response.end(`{"data":${record(templates[`${resource}/`] ?? '', key, Number(key.slice(0, 8)))}}`)
  const total = counts[resource] ?? 0
  const [page = 1, size = 25] = ['page', 'per_page'].map((name) => Number(url.searchParams.get(name)))
  const first = (page - 1) * size
  const rows = Array.from({ length: Math.max(0, Math.min(size, total - first)) }, (_, index) => {
    const position = first + index + 1
    return record(templates[resource] ?? '', resource === 'invoices' ? uuid(position) : position, position)
  })
  const lastPage = Math.max(1, Math.ceil(total / size))
  const meta = { current_page: page, last_page: lastPage, per_page: size, total, from: null, to: null }
  const links = { next: page < lastPage ? '?page=next' : null }
  return response.end(`{"data":[${rows}],"links":${JSON.stringify(links)},"meta":${JSON.stringify(meta)}}`)
})

server.listen(0, '127.0.0.1', () => {
  // Only a server on a pipe has a string as its address.
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
