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

/** The packages of the mock are in bundles of their own, which `scripts/vendor.ts` writes. */
const vendor = {
  name: 'vendor',
  resolveId(id: string) {
    const [, name] = /\/vendor\/(\w+)\.ts$/.exec(id) ?? []
    return name === undefined ? undefined : { id: `./vendor/${name}.js`, external: true }
  },
}

export default defineConfig([
  // These entries also run in browsers, and import no other package. Jest and older projects load them as CommonJS.
  {
    ...common,
    format: ['esm', 'cjs'],
    clean,
    entry: {
      ...{ index: 'src/index.ts', client: 'src/client.ts', mydata: 'src/mydata/index.ts' },
      // These run on servers, and import no other package either: the caller passes in a pool of pg.
      ...{ idempotency: 'src/stores/index.ts', 'idempotency-testing': 'src/stores/testing.ts' },
      'rate-limit': 'src/rate-limit/index.ts',
    },
    platform: 'neutral',
    plugins: [leanClient],
    // Bundlers drop a file whose exports are unused, but not every list in a file with one that is used. So the code lists are in
    // one file, the functions that need them in another, and isAfm, which needs neither, in a third. What createOnce imports from
    // the client is not in index, which would export it too.
    outputOptions: {
      strict: true,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          { name: 'afm', test: /src\/core\/afm\.ts$/, priority: 3 },
          { name: 'codes', test: /generated\/mydata[a-z-]*\.ts$/, priority: 2 },
          { name: 'functions', test: /src\/mydata\/(?!index\.ts)[^.]+\.ts$/, priority: 1 },
          { name: 'core', test: /src\/core\/[^.]+\.ts$/, priority: 1 },
          {
            name: 'billit',
            test: /(src\/(billit|(http|pagination|resources)\/[^.]+)|generated\/(operations|version))\.ts$/,
            priority: 1,
          },
        ],
      },
    },
    // build: true also builds the types of generated/, which is a separate TypeScript project.
    dts: { build: true },
    // The package has no dependencies at run time. ofetch is bundled from its web build, because the one for Node loads
    // node-fetch-native. Its options refer to the types of undici, which stay external.
    deps: { alwaysBundle: [/^(ofetch|destr|ufo)$/], onlyBundle: ['ofetch', 'destr', 'ufo'], neverBundle: ['undici'] },
  },
  {
    ...common,
    clean,
    entry: { mock: 'src/mock/index.ts', cli: 'src/cli/billit.ts' },
    platform: 'node',
    dts: { build: true, entry: 'src/mock/index.ts' },
    plugins: [vendor],
    // `billit-io verify` uses the client, so the web build of ofetch is bundled here too.
    // Rolldown builds the page "Try it out" only in a clone.
    deps: { neverBundle: ['rolldown'] },
    alias: { ofetch: fileURLToPath(new URL('node_modules/ofetch/dist/index.mjs', import.meta.url)) },
  },
  // The optional stores stay external too.
  {
    ...common,
    clean,
    entry: { export: 'src/sync/index.ts', watch: 'src/sync/watch.ts' },
    platform: 'node',
    dts: { build: true },
  },
])
