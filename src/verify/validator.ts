/** Prism as validator: where an answer breaks the document. */
import type { Document } from '../tools/document.ts'
import { VERIFY } from '../tools/peers.ts'
import { loadPrism, type Prism, prismOperations, silentLogger } from '../tools/prism.ts'
import type { Exchange } from './exchange.ts'

export interface Violation {
  /** The keyword of JSON Schema that is broken, such as `type`. */
  keyword: string
  /** Where, such as `['body', 'data', '0', 'company']`. Its keys may be data. */
  path: string[]
  /** What `required` misses. */
  missing?: string
}

/** What is wrong with an answer of JSON, or with its headers. The status must be one that the document declares. */
export type Validator = (exchange: Exchange) => Promise<Violation[]>

type Create = Prism['createInstance']
type Components = Parameters<Create>[1]
type Config = Parameters<Create>[0]
type Input = Parameters<ReturnType<Create>['request']>[0]

/** `isProxy` makes Prism ask `forward` for the answer, and that is what it validates. */
const CONFIG = {
  isProxy: true,
  upstream: new URL('http://localhost/'),
  checkSecurity: false,
  validateRequest: false,
  validateResponse: true,
  errors: false,
  mock: { dynamic: false, ignoreExamples: false },
} as unknown as Config // Prism's type wants an upstreamProxy, which it does not need

export async function createValidator(document: Document): Promise<Validator> {
  const prism = await loadPrism(VERIFY)
  return async ({ method, path, status, headers, body }) => {
    const answer = { statusCode: status, headers: Object.fromEntries(headers), body }
    const forward = () => () => async () => ({ _tag: 'Right' as const, right: answer })
    // Prism's own types of logger and of fp-ts: ours logs nothing, and an Either is a plain object.
    const instance = prism.createInstance(CONFIG, { logger: silentLogger, forward } as unknown as Components)
    // The request itself is not validated, so that its method and path are enough.
    const input = { method: method.toLowerCase(), url: { path: path.replace(/\{\w+\}/, '1') } } as Input
    const operations = (await prismOperations(prism, document, path)).filter((one) => one.method === method.toLowerCase())
    const result = await instance.request(input, operations)()
    if (result._tag === 'Left') throw result.left
    return result.right.validations.output.map(({ code, path: place = [], message }) => ({
      keyword: String(code),
      path: place.map(String),
      ...missingIn(message),
    }))
  }
}

/** Prism tells the name in its message only. */
function missingIn(message: string): { missing?: string } {
  const [, missing] = /must have required property '(.+)'/.exec(message) ?? []
  return missing === undefined ? {} : { missing }
}
