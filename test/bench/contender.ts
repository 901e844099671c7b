/** One way to make a call, in a process of its own: as in a program, which uses one client and not seven. */
import axios from 'axios'
import ky from 'ky'
import { ofetch } from 'ofetch'
import createOpenApiClient from 'openapi-fetch'
import { createClient, createConfig } from '../../generated/client/client/index.ts'
import { getContact } from '../../generated/client/sdk.gen.ts'
import { Billit } from '../../src/index.ts'

const [name = '', baseUrl = ''] = process.argv.slice(2)
const url = `${baseUrl}/contacts/1`
const token = 'bench-token'
const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' }

interface Paths {
  '/contacts/1': { get: { responses: { 200: { content: { 'application/json': unknown } } } } }
}

const contenders: Record<string, () => () => Promise<unknown>> = {
  fetch: () => async () => (await fetch(url, { headers })).json(),
  'openapi-fetch': () => {
    const client = createOpenApiClient<Paths>({ baseUrl, headers })
    return () => client.GET('/contacts/1')
  },
  ofetch: () => () => ofetch(url, { headers }),
  'the generated client': () => {
    const client = createClient(createConfig({ baseUrl, headers }))
    return () => getContact({ client, path: { id: 1 } })
  },
  ky: () => () => ky(url, { headers }).json(),
  axios: () => () => axios.get(url, { headers }),
  'billit-io': () => {
    const client = new Billit({ token, baseUrl, rateLimit: false })
    return () => client.contacts.get(1)
  },
}

const call = contenders[name]?.()
if (!call) throw new Error(`Unknown contender: ${name}`)

// Makes as many calls as it is told, and says how long one took.
process.on('message', async (count: number) => {
  const started = performance.now()
  for (let made = 0; made < count; made += 1) await call()
  process.send?.((performance.now() - started) / count)
})
