/** Signatures of the requests that `billit-io watch --post` sends. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Options of `verifySignature`. */
export interface VerifyOptions {
  /** How old the signature may be, in seconds, against replays. Default 300. */
  tolerance?: number | undefined
}

const TOLERANCE_SECONDS = 300

const hash = (secret: string, time: string, body: string | Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest()

/** Signs a body: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" as hex>`. */
export function sign(body: string, secret: string, now: number): string {
  const time = String(Math.floor(now / 1000))
  return `t=${time},v1=${hash(secret, time, body).toString('hex')}`
}

/**
 * Returns whether a request comes from `billit-io watch --post` with this secret, and is recent. Compares in constant time.
 *
 * @param body The body of the request as received, before it is parsed.
 * @param signature The header `X-Billit-Signature`. `undefined` if it is missing.
 * @param secret The secret that the command uses.
 */
export function verifySignature(
  body: string | Uint8Array,
  signature: string | undefined,
  secret: string,
  { tolerance = TOLERANCE_SECONDS }: VerifyOptions = {},
): boolean {
  const [, time = '', sent = ''] = /^t=(\d{1,15}),v1=([\da-f]{64})$/.exec(signature ?? '') ?? []
  if (secret === '' || sent === '') return false
  const isRecent = Math.abs(Date.now() / 1000 - Number(time)) <= tolerance
  return timingSafeEqual(Buffer.from(sent, 'hex'), hash(secret, time, body)) && isRecent
}
