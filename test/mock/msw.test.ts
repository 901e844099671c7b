// @vitest-environment jsdom
/** The recipe in README.md: the code of a page calls the URL of the API, and MSW passes its requests on to the mock. */
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { type Mock, startMock } from '../../src/mock/index.ts'

let mock: Mock
const server = setupServer(http.all('https://api.sandbox-billit.xyz/*', ({ request }) => mock.fetch(request)))

beforeAll(async () => {
  mock = await startMock({ examples: true })
  server.listen()
}, 60_000)
afterAll(async () => {
  server.close()
  await mock.close()
})

test('MSW passes requests on to the mock, which keeps the created record', async () => {
  expect(window.document).toBeDefined()
  const billit = new Billit({ token: 'any', environment: 'sandbox', rateLimit: false })
  const { id } = await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
  expect(await billit.contacts.get(id)).toMatchObject({ company: 'Πέτρινη Αυλή' })
  expect(mock.requests.map(({ operationId }) => operationId)).toEqual(['createContact', 'getContact'])
})
