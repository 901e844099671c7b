// A Cloudflare worker that returns the outcomes. At /tag, it makes one call within a rate limit that all its requests share. At
// /account, it reads the account with a client that all its requests share.
import * as sdk from 'billit-io'
import { smoke } from '../smoke.ts'

let shared

export default {
  async fetch(request) {
    const settings = await request.json()
    if (request.url.endsWith('/account')) {
      shared ??= new sdk.Billit({ token: 'worker-token', timeout: 5000, maxRetries: 0, rateLimit: false, ...settings })
      return Response.json(await shared.account.get())
    }
    if (!request.url.endsWith('/tag')) return Response.json(await smoke(sdk, settings))
    const billit = new sdk.Billit({ token: () => 'worker-token', timeout: 2000, maxRetries: 0, ...settings })
    return Response.json(await billit.tags.get(1))
  },
}
