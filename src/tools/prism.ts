import { type Document, extractPath } from './document.ts'

export type Prism = typeof import('../vendor/prism.ts')

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

/** Loads Prism on first use: it takes longer to load than everything else. */
export const loadPrism = (): Promise<Prism> => import('../vendor/prism.ts')

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
