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
const entries = Object.values<string | { types?: string }>(exports).flatMap((entry) =>
  typeof entry === 'object' && entry.types ? [entry.types] : [],
)

/** Declarations that several entries share are in files of their own. The hash in their names would be a change each time. */
const shared = readdirSync(join(ROOT, 'dist')).filter((name) => /^[a-z]+-[\w-]{8}\.d\.ts$/.test(name))
const reports = new Map([
  ...entries.map((entry): [string, string] => [`${basename(entry, '.d.ts')}.md`, reportOf(entry)]),
  ...shared.map((name): [string, string] => [`shared-${name.replace(/-.*/, '')}.md`, sharedReportOf(name)]),
])
mkdirSync(REPORTS, { recursive: true })
for (const name of readdirSync(REPORTS)) {
  if (name !== 'README.md' && !reports.has(name)) rmSync(join(REPORTS, name))
}
for (const [name, text] of reports) writeFileSync(join(REPORTS, name), text)

function reportOf(entry: string): string {
  const name = basename(entry, '.d.ts')
  return markdown(`What \`${name === 'index' ? 'billit-io' : `billit-io/${name}`}\` offers`, surfaceOf(read(entry), false))
}

function sharedReportOf(name: string): string {
  return markdown('Types that several entries share', surfaceOf(read(`dist/${name}`), true))
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function markdown(title: string, code: string): string {
  return `# ${title}\n\nWritten by \`npm run build\` from the built declarations.\n\n\`\`\`ts\n${code}\`\`\`\n`
}

/** Between the files of `dist/`, names are passed on under letters that change with every build: these lines are left out. */
function surfaceOf(declarations: string, isShared: boolean): string {
  const source = ts.createSourceFile('index.d.ts', declarations, ts.ScriptTarget.Latest)
  const printer = ts.createPrinter({ removeComments: true })
  const isPassing = (statement: ts.Statement) =>
    (isShared && ts.isExportDeclaration(statement)) ||
    (ts.isImportDeclaration(statement) && /'\.\/|"\.\//.test(statement.getText(source)))
  return source.statements
    .filter((statement) => !isPassing(statement))
    .map((statement) => {
      const text = printer.printNode(ts.EmitHint.Unspecified, statement, source)
      // A list of exports gets one name a line, so that a difference shows it.
      return {
        name: nameOf(statement, source),
        text: ts.isExportDeclaration(statement) ? text.replace(/(?<=[{,]) /g, '\n    ') : text,
      }
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.text, b.text))
    .map(({ text }) => `${text}\n`)
    .join('\n')
}

/** Imports and lists of exports have none. */
function nameOf(statement: ts.Statement, source: ts.SourceFile): string {
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
