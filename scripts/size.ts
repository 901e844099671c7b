/**
 * `npm run size`: prints how much the built package adds to a browser bundle, and the size of the page "Try it out".
 * Fails if a size exceeds its budget.
 */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { bundleTryAssets } from '../src/reference/try-bundle.ts'
import { requireBuild } from './built.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

/** In bytes, gzipped. */
const BUDGETS = [
  { code: "export { Billit } from './dist/index.js'", name: "import { Billit } from 'billit-io'", most: 30_200 },
  // The names of all codes, and the messages of 64 problems, in two languages.
  { code: "export * from './dist/mydata.js'", name: "import * from 'billit-io/mydata'", most: 40_000 },
  {
    code: "export { checkInvoice } from './dist/mydata.js'",
    name: "import { checkInvoice } from 'billit-io/mydata'",
    most: 25_000,
  },
  { code: "export { isAfm } from './dist/mydata.js'", name: "import { isAfm } from 'billit-io/mydata'", most: 1000 },
  {
    code: "export { paymentMethods } from './dist/mydata.js'",
    name: "import { paymentMethods } from 'billit-io/mydata'",
    most: 1000,
  },
  {
    code: "export { listTags, createClient } from './dist/client.js'",
    name: "import { listTags, createClient } from 'billit-io/client'",
    most: 12_000,
  },
]

const TRY_PAGE = { name: 'the page "Try it out", without the model of the API', most: 120_000 }

const formatKb = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(5)} kB`

requireBuild()

for (const { code, name, most } of BUDGETS) report(name, most, await bundle(code))
const { script, style } = await bundleTryAssets()
report(TRY_PAGE.name, TRY_PAGE.most, measure([script, style]))

interface Size {
  plain: number
  gzipped: number
}

function report(name: string, most: number, { plain, gzipped }: Size): void {
  const isOver = gzipped > most
  console.log(
    `${formatKb(gzipped)} of ${formatKb(most)} gzipped, ${formatKb(plain)} minified  ${name}${isOver ? '  OVER BUDGET' : ''}`,
  )
  if (isOver) process.exitCode = 1
}

function measure(texts: string[]): Size {
  return {
    plain: texts.reduce((sum, text) => sum + text.length, 0),
    gzipped: texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0),
  }
}

/** Bundles for a browser, and measures what is loaded first: not createOnce, which is loaded on first use. A Node module fails. */
async function bundle(code: string): Promise<Size> {
  const entry = {
    name: 'entry',
    resolveId: (id: string) => (id === 'entry' ? `${process.cwd()}/entry.ts` : undefined),
    load: (id: string) => (id.endsWith('/entry.ts') ? code : undefined),
  }
  const build = await rolldown({ input: 'entry', platform: 'browser', plugins: [entry] })
  const { output } = await build.generate({ minify: true })
  const names = output.map(({ fileName }) => fileName)
  const chunks = output.filter((part) => part.type === 'chunk')
  const outside = chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((name) => !names.includes(name))
  if (outside.length > 0) throw new Error(`The bundle of ${code} has external imports: ${outside.join(', ')}`)
  const loaded = new Set<string>()
  const load = (name: string): void => {
    if (loaded.has(name)) return
    loaded.add(name)
    for (const each of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) load(each)
  }
  for (const { fileName, isEntry } of chunks) if (isEntry) load(fileName)
  return measure(chunks.filter(({ fileName }) => loaded.has(fileName)).map((chunk) => chunk.code))
}
