// @vitest-environment jsdom
/** The README's recipe: a page's code calls the API's own address, and MSW passes it on to the mock. */
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

test('what is created is in the next answer', async () => {
  expect(window.document).toBeDefined()
  const billit = new Billit({ token: 'any', environment: 'sandbox', rateLimit: false })
  const { id } = await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
  expect(await billit.contacts.get(id)).toMatchObject({ company: 'Πέτρινη Αυλή' })
  expect(mock.requests.map(({ operationId }) => operationId)).toEqual(['createContact', 'getContact'])
})
