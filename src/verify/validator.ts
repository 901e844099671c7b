/** Validates responses with Prism. */
import type { Document } from '../tools/document.ts'
import { loadPrism, type Prism, prismOperations, silentLogger } from '../tools/prism.ts'
import type { Exchange } from './client.ts'

export interface Violation {
  /** The violated keyword of JSON Schema, such as `type`. */
  keyword: string
  /** Such as `['body', 'data', '0', 'company']`. Keys may be data. */
  path: string[]
  /** For `required`: the missing field. */
  missing?: string
}

/** Returns the violations in the body and headers of a response. Its status must be declared. */
export type Validator = (exchange: Exchange) => Promise<Violation[]>

type Create = Prism['createInstance']
type Components = Parameters<Create>[1]
type Config = Parameters<Create>[0]
type Input = Parameters<ReturnType<Create>['request']>[0]

/** With `isProxy`, Prism validates the response that `forward` returns. */
const CONFIG = {
  isProxy: true,
  upstream: new URL('http://localhost/'),
  checkSecurity: false,
  validateRequest: false,
  validateResponse: true,
  errors: false,
  mock: { dynamic: false, ignoreExamples: false },
} as unknown as Config // Prism's type requires an upstreamProxy, which Prism does not need

export async function createValidator(document: Document): Promise<Validator> {
  const prism = await loadPrism()
  return async ({ method, path, status, headers, body }) => {
    const response = { statusCode: status, headers: Object.fromEntries(headers), body }
    const forward = () => () => async () => ({ _tag: 'Right' as const, right: response })
    // The casts avoid Prism's logger type and the types of fp-ts, where an Either is a plain object.
    const instance = prism.createInstance(CONFIG, { logger: silentLogger, forward } as unknown as Components)
    // The request is not validated, so the method and path are enough.
    const input = { method: method.toLowerCase(), url: { path: path.replace(/\{\w+\}/, '1') } } as Input
    const operations = (await prismOperations(prism, document, path)).filter((one) => one.method === method.toLowerCase())
    const result = await instance.request(input, operations)()
    if (result._tag === 'Left') throw result.left
    return result.right.validations.output.map(({ code, path: steps = [], message }) => ({
      keyword: String(code),
      path: steps.map(String),
      ...missingField(message),
    }))
  }
}

/** The name of the missing field occurs only in Prism's message. */
function missingField(message: string): { missing?: string } {
  const [, missing] = /must have required property '(.+)'/.exec(message) ?? []
  return missing === undefined ? {} : { missing }
}
