/** Checks the types of every TypeScript block of the README and of the guide pages about the SDK. */
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { readBlocks } from './blocks.ts'
import { introduction, readme, sdkGuide } from './pages.ts'
import { SOURCES } from './use-sources.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

// `npm run test:package` installs MSW, and runs the recipes with it.
const USES_MSW = /from 'msw/

const blocks = [readme, introduction, ...sdkGuide].flatMap(({ name, text }) =>
  readBlocks(text)
    .filter(({ source }) => !USES_MSW.test(source))
    .map(({ heading, source }, index): [path: string, source: string] => {
      const place = `${name.replaceAll('/', '-')}-${index}-${heading.replaceAll(/\W+/g, '-')}`
      // Every block is a module.
      return [`${ROOT}${place}.ts`, `${source}\nexport {}\n`]
    }),
)

test('every block type-checks', () => {
  const files = new Map(blocks)
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile)
  const paths = Object.fromEntries(Object.entries(SOURCES).map(([name, url]) => [name, [fileURLToPath(url)]]))
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, paths }, ROOT)
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options,
    host: {
      ...host,
      readFile: (path) => files.get(path) ?? readFile(path),
      fileExists: (path) => files.has(path) || fileExists(path),
      getSourceFile: (path, version) => {
        const text = files.get(path) ?? readFile(path)
        return text === undefined ? undefined : ts.createSourceFile(path, text, version)
      },
    },
  })
  const problems = [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${path.slice(ROOT.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    )
  })
  expect(blocks.length).toBeGreaterThan(20)
  expect(problems).toEqual([])
})
