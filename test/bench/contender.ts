/** Runs one client in a separate process, as in a program that uses a single client. */
import { ofetch } from 'ofetch'
import { createClient, createConfig } from '../../generated/client/client/index.ts'
import { getContact } from '../../generated/client/sdk.gen.ts'
import { Billit } from '../../src/index.ts'
import { requireTool } from '../support/tools.ts'

const [name = '', baseUrl = ''] = process.argv.slice(2)
const url = `${baseUrl}/contacts/1`
const token = 'bench-token'
const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' }

// The part of each client's types that is used here: the packages are not installed at the root.
interface OpenApiFetch {
  default: (options: { baseUrl: string; headers: object }) => { GET: (path: string) => Promise<unknown> }
}
interface Ky {
  default: (url: string, options: { headers: object }) => { json: () => Promise<unknown> }
}
interface Axios {
  get: (url: string, options: { headers: object }) => Promise<unknown>
}

const load = requireTool('bench')

const contenders: Record<string, () => () => Promise<unknown>> = {
  fetch: () => async () => (await fetch(url, { headers })).json(),
  'openapi-fetch': () => {
    const { default: createOpenApiClient }: OpenApiFetch = load('openapi-fetch')
    const client = createOpenApiClient({ baseUrl, headers })
    return () => client.GET('/contacts/1')
  },
  ofetch: () => () => ofetch(url, { headers }),
  'the generated client': () => {
    const client = createClient(createConfig({ baseUrl, headers }))
    return () => getContact({ client, path: { id: 1 } })
  },
  ky: () => {
    const { default: ky }: Ky = load('ky')
    return () => ky(url, { headers }).json()
  },
  axios: () => {
    const axios: Axios = load('axios')
    return () => axios.get(url, { headers })
  },
  'billit-io': () => {
    const client = new Billit({ token, baseUrl, rateLimit: false })
    return () => client.contacts.get(1)
  },
}

const call = contenders[name]?.()
if (!call) throw new Error(`Unknown contender: ${name}`)

// The message is a number of calls to make. Sends back the milliseconds per call.
process.on('message', async (count: number) => {
  const started = performance.now()
  for (let made = 0; made < count; made += 1) await call()
  process.send?.((performance.now() - started) / count)
})
