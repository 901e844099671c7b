import type { Document } from './document.ts'
import { loadPeer, type Tool } from './peers.ts'

export type Prism = typeof import('@stoplight/prism-http')

/** The operations of a document, as Prism reads them. */
export type PrismOperations = Awaited<ReturnType<Prism['getHttpOperationsFromSpec']>>

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

/** Loads Prism, an optional package, for a tool that needs it. @throws MissingPeer */
export async function loadPrism(tool: Tool): Promise<Prism> {
  // A CommonJS package: its exports may stand under `default`.
  const loaded: Prism & { default?: Prism } = await loadPeer(tool, () => import('@stoplight/prism-http'))
  return loaded.default ?? loaded
}

const known = new WeakMap<Document, Promise<PrismOperations>>()

/** Reading them takes a third of a second, so whoever uses one document shares them. */
export async function prismOperations(prism: Prism, document: Document): Promise<PrismOperations> {
  const operations = known.get(document) ?? prism.getHttpOperationsFromSpec(structuredClone(document))
  known.set(document, operations)
  // A document that could not be read is read again: the caller may have mended it.
  operations.catch(() => known.delete(document))
  return operations
}
