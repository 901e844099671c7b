/**
 * Rebuilds generated/ from spec/: the bundled document, the client, and the operation table.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import type { Document } from '../src/mock/document.ts'
import { bundle } from './bundle.ts'
import { operationTable } from './operation-table.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const BUNDLE = './generated/openapi.json'
await bundle(BUNDLE)

await createClient({
  input: BUNDLE,
  output: {
    path: './generated/client',
    // Node runs the sources as they are, so that imports name the file.
    module: { extension: '.ts' },
  },
  // No date transformers: they turn a calendar date into an instant, a day off in half the world.
  plugins: ['@hey-api/client-ofetch', '@hey-api/typescript', '@hey-api/sdk'],
  logs: { level: 'warn' },
})

// Reads what Redocly has just written.
const document = JSON.parse(readFileSync(BUNDLE, 'utf8')) as Document
writeFileSync('./generated/operations.ts', operationTable(document))
