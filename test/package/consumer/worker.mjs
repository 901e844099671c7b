// A Cloudflare worker that returns the outcomes.
import * as sdk from 'billit-io'
import { smoke } from '../smoke.ts'

export default {
  async fetch(request) {
    return Response.json(await smoke(sdk, await request.json()))
  },
}
