/** What one call costs, beside the best-known ways to make it. */
import axios from 'axios'
import ky from 'ky'
import { ofetch } from 'ofetch'
import createOpenApiClient from 'openapi-fetch'
import { createClient, createConfig } from '../../generated/client/client/index.ts'
import { getContact } from '../../generated/client/sdk.gen.ts'
import { Billit } from '../../src/index.ts'
import { median } from './statistics.ts'

/** Many short turns: what else the machine does then meets all contenders alike. */
const ROUNDS = 300
const CALLS = 20
const WARM_UP = 20

/** Milliseconds for one call, the median of rounds in which the contenders take turns. */
export async function timeCalls(baseUrl: string): Promise<Record<string, number>> {
  const contenders = contendersOver(baseUrl)
  const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]))
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [name, call] of Object.entries(contenders)) {
      const started = performance.now()
      for (let count = 0; count < CALLS; count += 1) await call()
      // The first rounds warm up.
      if (round >= 0) times.get(name)?.push((performance.now() - started) / CALLS)
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]))
}

function contendersOver(baseUrl: string): Record<string, () => Promise<unknown>> {
  const url = `${baseUrl}/contacts/1`
  const headers = { Authorization: 'Bearer bench-token', Accept: 'application/json' }
  const token = 'bench-token'
  const billit = new Billit({ token, baseUrl, rateLimit: false })
  const generated = createClient(createConfig({ baseUrl, auth: () => token }))
  const openApi = createOpenApiClient<{
    '/contacts/1': { get: { responses: { 200: { content: { 'application/json': unknown } } } } }
  }>({ baseUrl, headers })
  return {
    fetch: async () => (await fetch(url, { headers })).json(),
    'openapi-fetch': () => openApi.GET('/contacts/1'),
    ofetch: () => ofetch(url, { headers }),
    'the generated client': () => getContact({ client: generated, path: { id: 1 } }),
    ky: () => ky(url, { headers }).json(),
    axios: () => axios.get(url, { headers }),
    'billit-io': () => billit.contacts.get(1),
  }
}
