/** The server of the benchmarks, in a separate process so that its work does not delay the client. Prints its port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A contact of a realistic size. */
const contact = (id: number) => ({
  id,
  company: `Νυχτερινό Φως ${id} Α.Ε.`,
  email: 'info@nychterino.example',
  vatId: '523456110',
  taxOffice: 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ',
  streetAddress: 'Πειραιώς 84',
  city: 'Αθήνα',
  postalCode: '11854',
  country: 'GR',
  phone: '+30 210 555 0101',
  customerType: 1,
  isCompany: true,
  discount: 0,
  total: 5456.2,
  unpaid: 1240,
  createdAt: '2026-01-12T08:00:00+00:00',
  updatedAt: '2026-11-03T10:05:12+00:00',
})

/** Serialized in advance, so that the client's times do not include it. */
const texts = Array.from({ length: 10_000 }, (_, index) => JSON.stringify(contact(index + 1)))

const getText = (id: number): string => texts[id - 1] ?? JSON.stringify(contact(id))

const json = { 'Content-Type': 'application/json' }

/** `/contacts/1` responds at once. `/contacts?rows=…&delay=…` is a list of that many rows, and each response is delayed by that many milliseconds. */
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname !== '/contacts') {
    response.writeHead(200, json).end(JSON.stringify({ data: contact(1) }))
    return
  }
  const [rows = 0, delay = 0, size = 25, page = 1] = ['rows', 'delay', 'per_page', 'page']
    .map((name) => Number(url.searchParams.get(name) ?? NaN))
    .map((n) => (Number.isNaN(n) ? undefined : n))
  const first = (page - 1) * size
  const rowTexts = Array.from({ length: Math.max(0, Math.min(size, rows - first)) }, (_, index) => getText(first + index + 1))
  const meta = { current_page: page, last_page: Math.ceil(rows / size), per_page: size, total: rows, from: null, to: null }
  setTimeout(() => response.writeHead(200, json).end(`{"data":[${rowTexts}],"links":{},"meta":${JSON.stringify(meta)}}`), delay)
})

server.listen(0, '127.0.0.1', () => {
  // Only a server on a pipe has a string as its address.
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
