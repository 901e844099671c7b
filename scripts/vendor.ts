/** Bundles the packages of the mock: `dist/vendor/` gets one module for each file of `src/vendor/`, and a font. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'
import subsetFont from 'subset-font'

const SOURCES = 'src/vendor'
const FONT = 'node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf'

/** Latin, Greek and Cyrillic letters, punctuation, and symbols such as € and →: first and last character of each block. */
const CHARACTERS = [
  [0x20, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x206f],
  [0x20a0, 0x20bf],
  [0x2100, 0x22ff],
] as const

/**
 * Writes the bundles into a folder. They have no source maps, which would be three times their size.
 * @returns The bundled files, for the notices of their licences.
 */
export async function bundleVendor(folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true })
  const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.ts'))
  const build = await rolldown({
    input: Object.fromEntries(names.map((name) => [basename(name, '.ts'), join(SOURCES, name)])),
    platform: 'node',
    plugins: [withoutUnusedParts],
  })
  const { output } = await build.write({ dir: folder, format: 'esm', minify: true, comments: false, chunkFileNames: '[name].js' })
  await build.close()
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, basename(FONT)), await createFont())
  return [FONT, ...output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))]
}

async function createFont(): Promise<Uint8Array> {
  const codes = CHARACTERS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
  return subsetFont(await readFile(FONT), String.fromCodePoint(...codes), { targetFormat: 'truetype' })
}

/** Imports that resolve to another file, which has the same exports. */
const REDIRECTS: Record<string, string> = {
  // Prism generates English values only, and the main file has every language.
  '@faker-js/faker': '@faker-js/faker/locale/en',
  // Its main file passes `require` around, which a bundler cannot follow.
  'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
}

/** Imports of code that the mock never calls, which is a third of it, or that Node has built in. */
const REPLACEMENTS: Record<string, string> = {
  // Prism reads Postman collections too. The mock's documents are OpenAPI.
  '@stoplight/http-spec/postman/operation': unusable('transformPostmanCollectionOperations', 'Postman collections'),
  // Prism forwards requests to a server. The mock has its own function for this.
  'node-fetch': 'export default globalThis.fetch',
  // For fonts of the format WOFF2.
  'brotli/decompress.js': "export { brotliDecompressSync as default } from 'node:zlib'",
}

function unusable(name: string, what: string): string {
  return `export function ${name}() { throw new TypeError('billit-io does not support ${what}.') }`
}

const PREFIX = '\0replacement:'

const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  resolveId(id, importer) {
    const target = REDIRECTS[id]
    if (target !== undefined) return this.resolve(target, importer)
    return REPLACEMENTS[id] === undefined ? undefined : PREFIX + id
  },
  load: (id) => (id.startsWith(PREFIX) ? REPLACEMENTS[id.slice(PREFIX.length)] : undefined),
  // In a CommonJS file without the word `exports`, the bundler does not recognize `this`.
  transform: (code, id) => (id.endsWith('/uri-template-lite/index.js') ? code.replaceAll('this.URI', 'exports.URI') : undefined),
}
