import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsdown'

const common = {
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  fixedExtension: false,
  treeshake: { moduleSideEffects: false },
} as const
/** Not the reference, which lies in dist/docs. */
const clean = ['dist/*.*']

const LAZY_OFETCH = '\0lazy-ofetch'

/**
 * Two things of the generated client that a bundler cannot see to be unused: its event streams, of which the API has none
 * (0.6 kB), and the default instance of ofetch. In Node, making that instance loads all of undici, which took most of the time
 * of an import. Here it is made when it is first used.
 */
const leanClient = {
  name: 'lean-client',
  resolveId: (id: string, importer: string | undefined) =>
    id === 'ofetch' && importer?.endsWith('/client.gen.ts') ? LAZY_OFETCH : undefined,
  load(id: string) {
    if (id.endsWith('/serverSentEvents.gen.ts')) {
      return "export const createSseClient = () => { throw new TypeError('The Billit API has no event streams.') }"
    }
    if (id !== LAZY_OFETCH) return undefined
    return `import { createFetch } from 'ofetch'
      let instance
      const made = () => (instance ??= createFetch({ fetch: (...request) => globalThis.fetch(...request) }))
      export const ofetch = { raw: (...request) => made().raw(...request) }`
  },
}

export default defineConfig([
  // For browsers too: they import no other package.
  {
    ...common,
    clean,
    entry: {
      ...{ index: 'src/index.ts', client: 'src/client.ts', mydata: 'src/mydata/index.ts' },
      // For servers, and free of imports too: node:sqlite is asked for at run time, and a pool of pg comes from the caller.
      ...{ idempotency: 'src/stores/index.ts', 'idempotency-testing': 'src/stores/testing.ts' },
    },
    platform: 'neutral',
    plugins: [leanClient],
    // build: true reads the types of generated/, a project of its own.
    dts: { build: true },
    // The package needs no other at run time. ofetch comes from its web build: the one for Node loads node-fetch-native. The types
    // of undici, which its options name, stay outside.
    deps: { alwaysBundle: [/^(ofetch|destr|ufo)$/], onlyBundle: ['ofetch', 'destr', 'ufo'], neverBundle: ['undici'] },
  },
  // The mock's peers stay outside: who does not use it does not install them.
  {
    ...common,
    clean,
    entry: { mock: 'src/mock/index.ts', cli: 'src/cli/billit.ts' },
    platform: 'node',
    dts: { build: true, entry: 'src/mock/index.ts' },
    // `billit-io verify` asks through the client: with the same ofetch as above, of its web build.
    // Rolldown builds the page "Try it out" in a clone alone.
    deps: { neverBundle: ['rolldown'] },
    alias: { ofetch: fileURLToPath(new URL('node_modules/ofetch/dist/index.mjs', import.meta.url)) },
  },
  // The stores that a server brings stay outside too.
  {
    ...common,
    clean,
    entry: { 'rate-limit': 'src/rate-limit/index.ts', export: 'src/sync/index.ts' },
    platform: 'node',
    dts: { build: true },
  },
])
