import { createRequire } from 'node:module'

/** The package's own package.json. It is resolved by package name, which works from src/ and from dist/. */
export const packageInfo: { version: string } = createRequire(import.meta.url)('billit-io/package.json')
