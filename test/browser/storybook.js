// The recipe in README.md for MSW's worker, with a page whose code calls the URL of the API.
import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import { Billit } from '../../src/index.ts'

const mock = new URLSearchParams(location.search).get('mock')

window.run = async () => {
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
  const billit = new Billit({ token: 'anything', environment: 'sandbox', rateLimit: false })
  const { id } = await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
  const { company } = await billit.contacts.get(id)
  const refused = await billit.contacts.create({ company: '' }).catch((error) => error)
  return { company, refused: Object.keys(refused.errors ?? {}), status: refused.status }
}
window.ready = true
