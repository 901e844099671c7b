/**
 * `npm run generate`: rebuilds generated/ from spec/: the bundled OpenAPI document, the client, the operation table, and the myDATA
 * codes and rules. Also writes test/mydata/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import type { Document } from '../src/tools/document.ts'
import { bundle } from './bundle.ts'
import { guideTables } from './guide-tables.ts'
import { readCombinations, readLists, readProblemDefinitions, readVersion } from './mydata/lists.ts'
import { codesModule, combinationsModule, problemCodesModule } from './mydata/module.ts'
import { problemsReadme } from './mydata/problem-tables.ts'
import { listsInFields } from './mydata/tables.ts'
import { type DocumentWithCodes, openUnions, readListedCodes, withoutTables } from './mydata/types.ts'
import { formatOperationTable } from './operation-table.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

for (const [page, text] of guideTables()) writeFileSync(page, text)

const BUNDLE = './generated/openapi.json'
await bundle(BUNDLE)
// Redocly has just written and validated this file.
const document = JSON.parse(readFileSync(BUNDLE, 'utf8')) as Document & DocumentWithCodes

await createClient({
  input: { ...withoutTables(document) },
  output: {
    path: './generated/client',
    // Node runs the sources directly, so imports need the file extension.
    module: { extension: '.ts' },
  },
  // Request bodies have separate schemas, such as `InvoiceCreate`, so a generated `InvoiceWritable` would be redundant.
  parser: { transforms: { readWrite: { enabled: false } } },
  // No date transformers: they turn a calendar date into an instant, which is a day off in half the world.
  plugins: [
    '@hey-api/client-ofetch',
    '@hey-api/typescript',
    // Callers pass a client: a default one would add to every bundle. The SDK's middleware adds the token.
    { name: '@hey-api/sdk', client: false, auth: false },
  ],
  logs: { level: 'warn' },
})

writeFileSync('./generated/operations.ts', formatOperationTable(document))
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
writeFileSync(
  './generated/version.ts',
  `/** The version of the package. Written by scripts/generate.ts from package.json. */\nexport const version = '${version}'\n`,
)

const lists = readLists()
writeFileSync('./generated/mydata.ts', codesModule(lists, readVersion(), listsInFields(document)))
writeFileSync('./generated/mydata-combinations.ts', combinationsModule(readCombinations('income'), readCombinations('expense')))
const problems = readProblemDefinitions()
writeFileSync('./generated/mydata-rules.ts', problemCodesModule(problems, lists, readListedCodes(document)))
writeFileSync('./test/mydata/README.md', problemsReadme(problems))
const TYPES = './generated/client/types.gen.ts'
writeFileSync(TYPES, openUnions(readFileSync(TYPES, 'utf8'), document, lists))
