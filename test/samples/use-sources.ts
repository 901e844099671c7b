/** A preload module that resolves `billit-io` to the sources instead of the last build. */
import { registerHooks } from 'node:module'

export const SOURCES: Record<string, string> = {
  'billit-io': new URL('../../src/index.ts', import.meta.url).href,
  'billit-io/client': new URL('../../src/client.ts', import.meta.url).href,
  'billit-io/watch': new URL('../../src/sync/watch.ts', import.meta.url).href,
  'billit-io/export': new URL('../../src/sync/index.ts', import.meta.url).href,
  'billit-io/idempotency': new URL('../../src/stores/index.ts', import.meta.url).href,
  'billit-io/mock': new URL('../../src/mock/index.ts', import.meta.url).href,
  'billit-io/mydata': new URL('../../src/mydata/index.ts', import.meta.url).href,
  'billit-io/rate-limit': new URL('../../src/rate-limit/index.ts', import.meta.url).href,
}

/** Packages that the samples use. They run in a temporary folder, which has no packages. */
const PACKAGES: Record<string, string> = { '@opentelemetry/api': import.meta.resolve('@opentelemetry/api') }

registerHooks({ resolve: (specifier, context, next) => next(SOURCES[specifier] ?? PACKAGES[specifier] ?? specifier, context) })
