import { fileURLToPath } from 'node:url'

/** The path of the package's OpenAPI document: next to the built files, or in generated/ in a clone of the repository. */
export const ownDocument = (): string =>
  fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../generated/openapi.json' : './openapi.json', import.meta.url))
