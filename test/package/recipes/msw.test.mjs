// @vitest-environment jsdom
// The README's recipe for tests: code calls the API's own address, and MSW forwards the requests to the mock.
import { Billit } from 'billit-io'
import { startMock } from 'billit-io/mock'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'

let mock
const server = setupServer(http.all('https://api.sandbox-billit.xyz/*', ({ request }) => mock.fetch(request)))

beforeAll(async () => {
  mock = await startMock({ examples: true })
  server.listen()
}, 60_000)
afterAll(async () => {
  server.close()
  await mock.close()
})

test('a contact created through MSW is in the next response', async () => {
  expect(window.document).toBeDefined()
  const billit = new Billit({ token: 'any', environment: 'sandbox', rateLimit: false })
  const { id } = await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
  expect(await billit.contacts.get(id)).toMatchObject({ company: 'Πέτρινη Αυλή' })
  expect(mock.requests.map(({ operationId }) => operationId)).toEqual(['createContact', 'getContact'])
})
