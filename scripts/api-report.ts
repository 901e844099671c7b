/**
 * The last step of `npm run build`: writes the public surface of the package to `test/package/api/<entry>.md`, as the
 * declarations of `dist/` without comments, sorted by name.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const REPORTS = join(ROOT, 'test/package/api')
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
/** An entry of `exports`. With a CommonJS copy, it has conditions: the declarations of both copies are the same. */
type Entry = { types?: string; import?: { types: string } }
const entries = Object.values<string | Entry>(exports).flatMap((entry) => {
  const types = typeof entry === 'object' ? (entry.types ?? entry.import?.types) : undefined
  return types ? [types] : []
})

/** Declarations that several entries share are in separate files, whose names end in a hash that changes with every build. */
const shared = readdirSync(join(ROOT, 'dist')).filter((name) => /^[a-z]+-[\w-]{8}\.d\.ts$/.test(name))
const reports = new Map([
  ...entries.map((entry): [string, string] => [`${basename(entry, '.d.ts')}.md`, formatReport(entry)]),
  ...shared.map((name): [string, string] => [`shared-${name.replace(/-.*/, '')}.md`, formatSharedReport(name)]),
])
mkdirSync(REPORTS, { recursive: true })
for (const name of readdirSync(REPORTS)) {
  if (name !== 'README.md' && !reports.has(name)) rmSync(join(REPORTS, name))
}
for (const [name, text] of reports) writeFileSync(join(REPORTS, name), text)

function formatReport(entry: string): string {
  const name = basename(entry, '.d.ts')
  return markdown(`Exports of \`${name === 'index' ? 'billit-io' : `billit-io/${name}`}\``, formatSurface(read(entry), false))
}

function formatSharedReport(name: string): string {
  return markdown('Types that several entries share', formatSurface(read(`dist/${name}`), true))
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function markdown(title: string, code: string): string {
  return `# ${title}\n\nWritten by \`npm run build\` from the built declarations.\n\n\`\`\`ts\n${code}\`\`\`\n`
}

/** Leaves out the imports and exports between files of `dist/`: their aliases change with every build. */
function formatSurface(declarations: string, isShared: boolean): string {
  const source = ts.createSourceFile('index.d.ts', declarations, ts.ScriptTarget.Latest)
  const printer = ts.createPrinter({ removeComments: true })
  const isInternal = (statement: ts.Statement) =>
    (isShared && ts.isExportDeclaration(statement)) ||
    (ts.isImportDeclaration(statement) && /'\.\/|"\.\//.test(statement.getText(source)))
  return source.statements
    .filter((statement) => !isInternal(statement))
    .map((statement) => {
      const text = printer.printNode(ts.EmitHint.Unspecified, statement, source)
      // One export a line, for readable diffs.
      return {
        name: findName(statement, source),
        text: ts.isExportDeclaration(statement) ? text.replace(/(?<=[{,]) /g, '\n    ') : text,
      }
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.text, b.text))
    .map(({ text }) => `${text}\n`)
    .join('\n')
}

/** Returns an empty name for imports and lists of exports. */
function findName(statement: ts.Statement, source: ts.SourceFile): string {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText(source)).join()
  const named =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement)
  return (named && statement.name?.text) || ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
