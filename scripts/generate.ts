/**
 * Rebuilds generated/ from spec/: the bundled document, the client, the operation table, and the codes of myDATA.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import type { Document } from '../src/tools/document.ts'
import { bundle } from './bundle.ts'
import { guideTables } from './guide-tables.ts'
import { readCombinations, readLists, readRules, readVersion } from './mydata/lists.ts'
import { codesModule, combinationsModule, rulesModule } from './mydata/module.ts'
import { rulesReadme } from './mydata/rules-table.ts'
import { listsInFields } from './mydata/tables.ts'
import { type Described, openUnions, withoutTables } from './mydata/types.ts'
import { operationTable } from './operation-table.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

for (const [page, text] of guideTables()) writeFileSync(page, text)

const BUNDLE = './generated/openapi.json'
await bundle(BUNDLE)
// Reads what Redocly has just written.
const document = JSON.parse(readFileSync(BUNDLE, 'utf8')) as Document & Described

await createClient({
  input: { ...withoutTables(document) },
  output: {
    path: './generated/client',
    // Node runs the sources as they are, so that imports name the file.
    module: { extension: '.ts' },
  },
  // What is sent has schemas of its own (`InvoiceCreate`), so that no second `InvoiceWritable` is needed beside `Invoice`.
  parser: { transforms: { readWrite: { enabled: false } } },
  // No date transformers: they turn a calendar date into an instant, a day off in half the world.
  plugins: [
    '@hey-api/client-ofetch',
    '@hey-api/typescript',
    // Whoever calls a function brings the client: a default one would weigh on every bundle. The token is the pipeline's.
    { name: '@hey-api/sdk', client: false, auth: false },
  ],
  logs: { level: 'warn' },
})

writeFileSync('./generated/operations.ts', operationTable(document))
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
writeFileSync(
  './generated/version.ts',
  `/** The version of the package. Written by scripts/generate.ts from package.json. */\nexport const version = '${version}'\n`,
)

const lists = readLists()
writeFileSync('./generated/mydata.ts', codesModule(lists, readVersion(), listsInFields(document)))
writeFileSync('./generated/mydata-combinations.ts', combinationsModule(readCombinations('income'), readCombinations('expense')))
const problemRules = readRules()
writeFileSync('./generated/mydata-rules.ts', rulesModule(problemRules))
writeFileSync('./test/mydata/README.md', rulesReadme(problemRules))
const TYPES = './generated/client/types.gen.ts'
writeFileSync(TYPES, openUnions(readFileSync(TYPES, 'utf8'), document, lists))
