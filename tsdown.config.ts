import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsdown'

const common = {
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  fixedExtension: false,
  treeshake: { moduleSideEffects: false },
} as const
/** Leaves the reference in dist/docs alone. */
const clean = ['dist/*.*']

const LAZY_OFETCH = '\0lazy-ofetch'

/**
 * Replaces two parts of the generated client that a bundler cannot remove. The API has no event streams, so their code is unused
 * (0.6 kB). The default instance of ofetch is created on first use: in Node, creating it loads all of undici, which took most of
 * the time of an import.
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
      const getInstance = () => (instance ??= createFetch({ fetch: (...request) => globalThis.fetch(...request) }))
      export const ofetch = { raw: (...request) => getInstance().raw(...request) }`
  },
}

export default defineConfig([
  // These entries also run in browsers, and import no other package.
  {
    ...common,
    clean,
    entry: {
      ...{ index: 'src/index.ts', client: 'src/client.ts', mydata: 'src/mydata/index.ts' },
      // These run on servers, and import nothing either: node:sqlite is loaded at run time, and the caller passes in a pool of pg.
      ...{ idempotency: 'src/stores/index.ts', 'idempotency-testing': 'src/stores/testing.ts' },
    },
    platform: 'neutral',
    plugins: [leanClient],
    // Bundlers drop a file whose exports are unused, but not every list in a file with one that is used. So the code lists are in
    // one file, the functions that need them in another, and isAfm, which needs neither, in a third.
    outputOptions: {
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          { name: 'afm', test: /src\/core\/afm\.ts$/, priority: 3 },
          { name: 'codes', test: /generated\/mydata[a-z-]*\.ts$/, priority: 2 },
          { name: 'functions', test: /src\/mydata\/(?!index\.ts)[^.]+\.ts$/, priority: 1 },
        ],
      },
    },
    // build: true also builds the types of generated/, which is a separate TypeScript project.
    dts: { build: true },
    // The package has no dependencies at run time. ofetch is bundled from its web build, because the one for Node loads
    // node-fetch-native. Its options refer to the types of undici, which stay external.
    deps: { alwaysBundle: [/^(ofetch|destr|ufo)$/], onlyBundle: ['ofetch', 'destr', 'ufo'], neverBundle: ['undici'] },
  },
  // The peers of the mock stay external, so that only its users install them.
  {
    ...common,
    clean,
    entry: { mock: 'src/mock/index.ts', cli: 'src/cli/billit.ts' },
    platform: 'node',
    dts: { build: true, entry: 'src/mock/index.ts' },
    // `billit-io verify` uses the client, so the web build of ofetch is bundled here too.
    // Rolldown builds the page "Try it out" only in a clone.
    deps: { neverBundle: ['rolldown'] },
    alias: { ofetch: fileURLToPath(new URL('node_modules/ofetch/dist/index.mjs', import.meta.url)) },
  },
  // The optional stores stay external too.
  {
    ...common,
    clean,
    entry: { 'rate-limit': 'src/rate-limit/index.ts', export: 'src/sync/index.ts', watch: 'src/sync/watch.ts' },
    platform: 'node',
    dts: { build: true },
  },
])
