import type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
import { type Document, readDocument } from '../tools/document.ts'
import { MOCK } from '../tools/peers.ts'
import { loadPrism, type Prism, prismOperations, silentLogger } from '../tools/prism.ts'
import type { MockResponse } from './types.ts'

type Instance = ReturnType<Prism['createInstance']>
type Components = Parameters<Prism['createInstance']>[1]
type Forward = NonNullable<Components['forward']>

/** Where a request or an answer breaks the document. */
export interface Violation {
  message: string
  /** Such as `['body', 'products', '0', 'vatId']`. */
  path: string[]
  code?: string | number
}

/** Which of the document's examples Prism answers with. */
export interface Preference {
  code?: number
  exampleKey?: string
  dynamic?: boolean
}

/** Answers instead of Prism, and is told what is wrong with the request. `undefined` leaves the answer to Prism. */
export type Answerer = (violations: Violation[]) => MockResponse | undefined

export interface Judge {
  /** @param operation the method in lower case, and the path as the document has it. */
  ask(
    operation: { method: string; path: string },
    request: IHttpRequest,
    preference: Preference,
    answer: Answerer,
  ): Promise<MockResponse>
}

/**
 * Prism as the judge: it checks the token, the request and the answer. It believes that it is a proxy, and our records are the
 * server behind it. Where they have no answer, Prism answers with an example, as it does alone.
 */
export async function createJudge(document: Document): Promise<Judge> {
  const prism = await loadPrism(MOCK)
  // A mistake in a caller's own document shows at the start.
  if (document !== readDocument()) for (const path of Object.keys(document.paths)) await prismOperations(prism, document, path)
  const answerers = new WeakMap<object, Answerer>()
  const forward: Forward =
    ({ data, validations }) =>
    () =>
    async () => {
      const found = answerers.get(data)?.((validations as unknown as Violation[]).map(normal))
      if (!found) return left(NOT_IMPLEMENTED)
      return right({ statusCode: found.status, headers: found.headers, body: found.body })
    }
  // The types of Prism's logger and of fp-ts are wider than what is used here: our logger logs nothing, and an Either is a plain object.
  const instance: Instance = prism.createInstance(CONFIG, { logger: silentLogger, forward } as unknown as Components)
  return {
    async ask({ method, path }, request, preference, answer) {
      answerers.set(request, answer)
      const config = { ...CONFIG, mock: { dynamic: false, ignoreExamples: false, ...preference } } as unknown as IHttpConfig
      // Given one operation, Prism need not look for it among all.
      const operations = (await prismOperations(prism, document, path)).filter((one) => one.method === method)
      const result = await instance.request(request, operations, config)()
      if (result._tag === 'Left') throw result.left
      const { output, validations } = result.right
      return {
        ...responseOf(output),
        violations: validations.output.map(({ message, path: place }) => `${place?.join('.') ?? ''} ${message}`.trim()),
      }
    },
  }
}

/** `isProxy` makes Prism ask us first; `errors` makes it tell us what is wrong with the request. */
const CONFIG = {
  isProxy: true,
  upstream: new URL('http://localhost/'),
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  mock: { dynamic: false, ignoreExamples: false },
} as unknown as IHttpConfig // Prism's type wants an upstreamProxy, which it does not need

/** The name by which Prism knows that it must answer itself. */
const NOT_IMPLEMENTED = Object.assign(new Error('not ours'), {
  name: 'https://stoplight.io/prism/errors#UPSTREAM_NOT_IMPLEMENTED',
})

const right = <T>(value: T) => ({ _tag: 'Right' as const, right: value })
const left = <E>(error: E) => ({ _tag: 'Left' as const, left: error })

const normal = ({ message, path, code }: Violation): Violation => ({
  message,
  path: path?.map(String) ?? [],
  ...(code === undefined ? {} : { code }),
})

function responseOf({ statusCode, headers, body }: IHttpResponse): MockResponse {
  const names = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status: statusCode, headers: Object.fromEntries(names), body }
}
