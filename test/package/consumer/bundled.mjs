// Uses every entry but the mock, whose optional packages are not installed. Bundlers build it, and Node runs the bundle.
import process from 'node:process'
import { Billit } from 'billit-io'
import { createClient, createConfig, listTags } from 'billit-io/client'
import { exportAll } from 'billit-io/export'
import { memoryStore } from 'billit-io/idempotency'
import { isAfm } from 'billit-io/mydata'
import { redisRateLimiter } from 'billit-io/rate-limit'
import { verifySignature } from 'billit-io/watch'

const baseUrl = process.argv[2]
const billit = new Billit({ token: 'any', baseUrl, rateLimit: false, idempotencyStore: memoryStore() })
const products = [{ details: 'Consulting', vatId: 901, price: 100, quantity: 1 }]
const draft = { customerId: 4821, invoiceTypeId: 31, invoiceDate: '2026-11-22', products }
const redis = { on() {}, listenerCount: () => 1, eval() {}, multi() {}, del() {} }

async function messageOf(run) {
  try {
    await run()
    return 'no error'
  } catch (error) {
    return `${error}`
  }
}

function expect(name, actual, expected) {
  if (!actual.includes(expected)) throw new Error(`${name}: ${actual}`)
}

async function main() {
  expect('createOnce', (await billit.invoices.createOnce(`order-${Date.now()}-${Math.random()}`, draft)).outcome, 'created')
  const { response } = await listTags({
    client: createClient(createConfig({ baseUrl, headers: { Authorization: 'Bearer any' } })),
  })
  expect('listTags', `${response.status} ${isAfm('094014201')}`, '200 true')
  const postgres = await messageOf(() => exportAll(billit, 'postgres://127.0.0.1:1/none'))
  expect('exportAll', postgres, 'npm install --save-dev pg@')
  expect('verifySignature', String(verifySignature('{}', undefined, 'secret')), 'false')
  expect('redisRateLimiter', await messageOf(() => redisRateLimiter(redis)), 'npm install rate-limiter-flexible@')
  console.log('bundled')
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
