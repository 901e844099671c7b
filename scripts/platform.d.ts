/**
 * The globals that the declarations of the package refer to: those of the project that uses it, whether it has the types of the DOM,
 * of Node or of another runtime. A project without any of them gets the members that the package itself uses.
 */

interface MinimalHeaders {
  get(name: string): string | null
  has(name: string): boolean
  forEach(callback: (value: string, name: string) => void): void
}

interface MinimalRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
}

interface MinimalResponse {
  readonly status: number
  readonly statusText: string
  readonly ok: boolean
  readonly url: string
  readonly headers: Headers
  text(): Promise<string>
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
}

interface MinimalAbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

interface MinimalRequestInit {
  method?: string
  headers?: Record<string, string> | Headers
  body?: string | Uint8Array
  signal?: AbortSignal
}

interface MinimalUrl {
  readonly href: string
  readonly origin: string
  toString(): string
}

type Instance<Class, Minimum> = Class extends { prototype: infer Type } ? Type : Minimum
type Global<Name extends string> = typeof globalThis extends { [Key in Name]: infer Value } ? Value : unknown

export type Headers = Instance<Global<'Headers'>, MinimalHeaders>
export type Request = Instance<Global<'Request'>, MinimalRequest>
export type Response = Instance<Global<'Response'>, MinimalResponse>
export type AbortSignal = Instance<Global<'AbortSignal'>, MinimalAbortSignal>
export type URL = Instance<Global<'URL'>, MinimalUrl>
export type Blob = Instance<Global<'Blob'>, object>
export type ReadableStream<_Chunk = unknown> = Instance<Global<'ReadableStream'>, object>

export declare const fetch: unknown extends Global<'fetch'>
  ? (input: string, init?: MinimalRequestInit) => Promise<Response>
  : Global<'fetch'>
export type RequestInit = typeof fetch extends (input: never, init?: infer Init) => unknown ? NonNullable<Init> : never
/** Only Node's `fetch` has this option. */
export type Dispatcher = RequestInit extends { dispatcher?: infer Type } ? NonNullable<Type> : object
export type RequestInfo = Request | string
export declare const Headers: Global<'Headers'>
export declare const AbortController: Global<'AbortController'>
