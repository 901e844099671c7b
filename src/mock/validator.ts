import { type Document, readDocument } from '../tools/document.ts'
import { loadPrism, type Prism, prismOperations, silentLogger } from '../tools/prism.ts'
import type { IHttpConfig, IHttpRequest, IHttpResponse } from '../vendor/prism.ts'
import type { MockResponse } from './types.ts'

type Instance = ReturnType<Prism['createInstance']>
type Components = Parameters<Prism['createInstance']>[1]
type Forward = NonNullable<Components['forward']>

/** Where a request or a response violates the OpenAPI document. */
export interface Violation {
  message: string
  /** Such as `['body', 'products', '0', 'vatId']`. */
  path: string[]
  code?: string | number
}

/** Which example of the OpenAPI document Prism returns. */
export interface ExampleSelector {
  code?: number
  exampleKey?: string
  dynamic?: boolean
}

/** A request to an operation of the OpenAPI document. */
export interface OperationRequest {
  /** In lower case. */
  method: string
  /** The path in the OpenAPI document, such as `/contacts/{id}`. */
  template: string
  /** The value of the path parameter, if there is one. */
  key: string
  query: URLSearchParams
  headers: Record<string, string>
  body: unknown
}

/** Responds to a request, given its violations. Returns undefined to let Prism return an example. */
export type Responder = (violations: Violation[]) => MockResponse | undefined

export interface Validator {
  handle(request: OperationRequest, example: ExampleSelector, respond: Responder): Promise<MockResponse>
}

/**
 * Validates the token, the request and the response with Prism. Prism runs as a proxy whose upstream server is the `Responder`.
 * Where that returns undefined, Prism returns an example of the OpenAPI document.
 */
export async function createValidator(document: Document): Promise<Validator> {
  const prism = await loadPrism()
  // Reports errors in a custom document at startup.
  if (document !== readDocument()) for (const path of Object.keys(document.paths)) await prismOperations(prism, document, path)
  const responders = new WeakMap<object, Responder>()
  const forward: Forward =
    ({ data, validations }) =>
    () =>
    async () => {
      const response = responders.get(data)?.((validations as unknown as Violation[]).map(normalizeViolation))
      if (!response) return left(NOT_IMPLEMENTED)
      return right({ statusCode: response.status, headers: response.headers, body: response.body })
    }
  // Prism's types require a full logger and the classes of fp-ts. Our logger logs nothing, and an Either is a plain object.
  const instance: Instance = prism.createInstance(CONFIG, { logger: silentLogger, forward } as unknown as Components)
  return {
    async handle(request, example, respond) {
      const prismRequest = toPrismRequest(request)
      responders.set(prismRequest, respond)
      const config = { ...CONFIG, mock: { dynamic: false, ignoreExamples: false, ...example } } as unknown as IHttpConfig
      // With a single operation, Prism does not have to search all of them.
      const operations = (await prismOperations(prism, document, request.template)).filter(
        ({ method }) => method === request.method,
      )
      const result = await instance.request(prismRequest, operations, config)()
      if (result._tag === 'Left') throw result.left
      const { output, validations } = result.right
      return {
        ...toMockResponse(output),
        violations: validations.output.map(({ message, path }) => `${path?.join('.') ?? ''} ${message}`.trim()),
      }
    },
  }
}

/** `isProxy` makes Prism call the responder first; `errors` makes it pass on the violations of the request. */
const CONFIG = {
  isProxy: true,
  upstream: new URL('http://localhost/'),
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  mock: { dynamic: false, ignoreExamples: false },
} as unknown as IHttpConfig // Prism's type requires an upstreamProxy, which Prism does not need

/** On an error of this name, Prism returns an example itself. */
const NOT_IMPLEMENTED = Object.assign(new Error('No responder'), {
  name: 'https://stoplight.io/prism/errors#UPSTREAM_NOT_IMPLEMENTED',
})

const right = <T>(value: T) => ({ _tag: 'Right' as const, right: value })
const left = <E>(error: E) => ({ _tag: 'Left' as const, left: error })

const normalizeViolation = ({ message, path, code }: Violation): Violation => ({
  message,
  path: path?.map(String) ?? [],
  ...(code === undefined ? {} : { code }),
})

const toPrismRequest = ({ method, template, key, query, headers, body }: OperationRequest): IHttpRequest => ({
  // Prism's type lists the methods of OpenAPI, in lower case.
  method: method as 'get',
  url: {
    path: template.replace(/\{\w+\}$/, () => encodeURIComponent(key)),
    query: Object.fromEntries(query),
  },
  // No other headers: Prism fails on an invalid Content-Type.
  headers: {
    ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': '2' }),
  },
  body,
})

function toMockResponse({ statusCode, headers, body }: IHttpResponse): MockResponse {
  const lowerCase = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status: statusCode, headers: Object.fromEntries(lowerCase), body }
}
