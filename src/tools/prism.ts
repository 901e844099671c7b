import { type Document, extractPath } from './document.ts'
import { loadPeer, type Tool } from './peers.ts'

export type Prism = typeof import('@stoplight/prism-http')

/** Operations in Prism's format. */
export type PrismOperations = Awaited<ReturnType<Prism['getHttpOperationsFromSpec']>>

/** A logger that logs nothing. Prism's type requires a complete pino logger, but Prism calls only these methods. */
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

/** Loads Prism, which is an optional package. @throws MissingPeer */
export async function loadPrism(tool: Tool): Promise<Prism> {
  // A CommonJS package, so its exports may be on `default`.
  const loaded: Prism & { default?: Prism } = await loadPeer(tool, () => import('@stoplight/prism-http'))
  return loaded.default ?? loaded
}

const cache = new WeakMap<Document, Map<string, Promise<PrismOperations>>>()

/**
 * Returns the operations of a path in Prism's format. Converting the whole document takes a third of a second, so each path is
 * converted on first use, and cached per document.
 */
export function prismOperations(prism: Prism, document: Document, path: string): Promise<PrismOperations> {
  const paths = cache.get(document) ?? new Map<string, Promise<PrismOperations>>()
  cache.set(document, paths)
  const cached = paths.get(path)
  if (cached) return cached
  const operations = prism.getHttpOperationsFromSpec(extractPath(document, path))
  paths.set(path, operations)
  // Failures are not cached, because the caller may fix the document.
  operations.catch(() => paths.delete(path))
  return operations
}
