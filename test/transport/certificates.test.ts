/** Requests that `fetch` refuses before they leave: the server's certificate, the port or the URL is not accepted. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Billit, type BillitError, type InvoiceCreate } from '../../src/index.ts'
import { memoryStore } from '../../src/stores/index.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
if (!hasOpenssl) console.error('The tests with certificates are skipped: there is no openssl. Install the package openssl.')

const draft: InvoiceCreate = {
  customerId: 4821,
  invoiceDate: '2026-11-24',
  invoiceTypeId: 31,
  products: [{ details: 'Φιλοξενία', vatId: 901, price: 100, quantity: 1 }],
}

const captureError = (call: PromiseLike<unknown>): Promise<BillitError> =>
  Promise.resolve(call).then(
    () => Promise.reject(new Error('The call succeeded.')),
    (error: BillitError) => error,
  )

async function expectNothingSent(baseUrl: string): Promise<void> {
  const store = memoryStore()
  const billit = new Billit({ token: 'test-token', baseUrl, rateLimit: false, idempotencyStore: store })
  const failure = { name: 'ConnectionError', attempts: 1, mayHaveSucceeded: false }
  expect(await captureError(billit.tags.list())).toMatchObject(failure)
  expect(await captureError(billit.invoices.create(draft))).toMatchObject(failure)
  expect(await captureError(billit.invoices.createOnce('order-1', draft))).toMatchObject(failure)
  expect(await store.read('order-1')).toBeUndefined()
}

describe.skipIf(!hasOpenssl)('a certificate that is not accepted', () => {
  let folder: string
  const servers: Server[] = []
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'billit-certificates-'))
  })
  afterAll(() => {
    for (const server of servers) server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function serve(name: string, options: string[]): Promise<{ url: string; requests: () => number }> {
    const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=localhost']
    execFileSync('openssl', [...args, ...options], { stdio: 'ignore' })
    let requests = 0
    const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => {
      requests += 1
      response.end('{}')
    })
    servers.push(server)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    // The address is a string only for a pipe.
    return { url: `https://localhost:${(server.address() as AddressInfo).port}`, requests: () => requests }
  }

  test.each([
    ['self-signed', ['-days', '2', '-addext', 'subjectAltName=DNS:localhost']],
    ['for another name', ['-days', '2', '-addext', 'subjectAltName=DNS:other.example']],
  ])('sends nothing and does not retry if it is %s', async (name, options) => {
    const { url, requests } = await serve(name, options)
    await expectNothingSent(url)
    expect(requests()).toBe(0)
  })
})

test('sends nothing and does not retry on a port that fetch blocks', () => expectNothingSent('http://127.0.0.1:6000'))
