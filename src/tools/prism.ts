import { type Document, partOf } from './document.ts'
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

const known = new WeakMap<Document, Map<string, Promise<PrismOperations>>>()

/**
 * The operations of a path, as Prism reads them from the document. All together take a third of a second, so they are read
 * when they are asked for. Whoever uses one document shares them.
 */
export function prismOperations(prism: Prism, document: Document, path: string): Promise<PrismOperations> {
  const paths = known.get(document) ?? new Map<string, Promise<PrismOperations>>()
  known.set(document, paths)
  const found = paths.get(path)
  if (found) return found
  const read = prism.getHttpOperationsFromSpec(partOf(document, path))
  paths.set(path, read)
  // A document that could not be read is read again: the caller may have mended it.
  read.catch(() => paths.delete(path))
  return read
}
