import { fileURLToPath } from 'node:url'

/** The package's own document: beside the built files; in a clone, where it is generated. */
export const ownDocument = (): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../generated/openapi.json' : './openapi.json', import.meta.url))
