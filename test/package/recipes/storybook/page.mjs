// The README's recipe for a browser's worker: code calls the API's own address, and MSW forwards the requests to the mock.
import { Billit } from 'billit-io'
import { http } from 'msw'
import { setupWorker } from 'msw/browser'

globalThis.createContacts = async (mock) => {
  const worker = setupWorker(
    http.all('https://api.sandbox-billit.xyz/*', async ({ request }) =>
      fetch(request.url.replace('https://api.sandbox-billit.xyz', mock), {
        method: request.method,
        headers: request.headers,
        body: /GET|HEAD/.test(request.method) ? undefined : await request.text(),
      }),
    ),
  )
  await worker.start({ quiet: true })
  const billit = new Billit({ token: 'anything', environment: 'sandbox', rateLimit: false, dangerouslyAllowBrowser: true })
  const { id } = await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
  const { company } = await billit.contacts.get(id)
  const refused = await billit.contacts.create({ company: '' }).catch((error) => error)
  return { company, refused: Object.keys(refused.errors ?? {}), status: refused.status }
}
