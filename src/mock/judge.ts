import type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
import { loadPeer, MOCK } from '../tools/peers.ts'
import type { Document } from './document.ts'

type Prism = typeof import('@stoplight/prism-http')
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

export interface Answer {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What the client prefers, from its `Prefer` header. */
export interface Preference {
  code?: number
  exampleKey?: string
  dynamic?: boolean
}

export interface Judged extends Answer {
  /** Where the answer breaks the document. */
  violations: string[]
}

/**
 * Answers in place of Prism: the operation that was asked for and what is wrong with the request go in. `undefined`
 * leaves the answer to Prism.
 */
export type Answerer = (operation: { method: string; path: string }, violations: Violation[]) => Answer | undefined

/** The document has no answer to the request: no such path (404), no such method there (405), nothing acceptable (406). */
export class Unanswered extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export interface Judge {
  ask(request: IHttpRequest, preference: Preference, answer: Answerer): Promise<Judged>
}

/** Prism's type asks for a whole pino logger, but Prism calls only these methods. */
export const silentLogger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  success() {},
  child: () => silentLogger,
} as never

/**
 * Prism, as judge: it routes, checks the token and the request, and checks the answer. What it takes for an upstream
 * server is our own state; where that has nothing to say, Prism answers with an example, as it does alone.
 */
export async function createJudge(document: Document): Promise<Judge> {
  const { createInstance } = await loadPrism()
  const operations = await operationsFor(document)
  const answerers = new WeakMap<object, Answerer>()
  const forward: Forward =
    ({ data, validations }, _upstream, _proxy, resource) =>
    () =>
    async () => {
      const found = resource && answerers.get(data)?.(resource, (validations as unknown as Violation[]).map(normal))
      return found ? right({ statusCode: found.status, headers: found.headers, body: found.body }) : left(NOT_IMPLEMENTED)
    }
  // Prism's own logger and fp-ts types: ours does nothing, and an Either is a plain object.
  const instance: Instance = createInstance(CONFIG, { logger: silentLogger, forward } as unknown as Components)
  return {
    async ask(request, preference, answer) {
      answerers.set(request, answer)
      const config = { ...CONFIG, mock: { dynamic: false, ignoreExamples: false, ...preference } } as unknown as IHttpConfig
      const result = await instance.request(request, operations, config)()
      if (result._tag === 'Left') throw unanswered(result.left)
      const { output, validations } = result.right
      return {
        ...answerOf(output),
        violations: validations.output.map(({ message, path }) => `${path?.join('.') ?? ''} ${message}`.trim()),
      }
    },
  }
}

const known = new WeakMap<Document, ReturnType<Prism['getHttpOperationsFromSpec']>>()

/** Reading them takes a third of a second, so that the mocks of one document share them. */
async function operationsFor(document: Document): ReturnType<Prism['getHttpOperationsFromSpec']> {
  const { getHttpOperationsFromSpec } = await loadPrism()
  const operations = known.get(document) ?? getHttpOperationsFromSpec(structuredClone(document))
  known.set(document, operations)
  // What could not be read is read again: the caller may have put it right.
  operations.catch(() => known.delete(document))
  return operations
}

/** `isProxy`, so that Prism asks us first. `errors`, so that it tells us what is wrong with the request. */
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

function answerOf({ statusCode, headers, body }: IHttpResponse): Answer {
  const names = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status: statusCode, headers: Object.fromEntries(names), body }
}

/** Prism's own errors: no such path, no such method, nothing acceptable, no such example. */
const unanswered = (error: Error & { status?: number }): Unanswered =>
  new Unanswered(error.status ?? 400, error.status ? error.message : 'The document has no such answer for this operation.')

async function loadPrism(): Promise<Prism> {
  // A CommonJS package: its exports may stand under `default`.
  const loaded: Prism & { default?: Prism } = await loadPeer(MOCK, () => import('@stoplight/prism-http'))
  return loaded.default ?? loaded
}
