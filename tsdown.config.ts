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

/** A bundler cannot see that nobody opens an event stream with the generated client: the API has none. It saves 0.6 kB. */
const withoutEventStreams = {
  name: 'without-event-streams',
  load: (id: string) =>
    id.endsWith('/serverSentEvents.gen.ts')
      ? "export const createSseClient = () => { throw new TypeError('The Billit API has no event streams.') }"
      : undefined,
}

export default defineConfig([
  // For browsers too: they import no other package.
  {
    ...common,
    clean,
    entry: {
      ...{ index: 'src/index.ts', client: 'src/client.ts', mydata: 'src/mydata/index.ts' },
      // For servers, and free of imports too: node:sqlite is asked for at run time, and a pool of pg comes from the caller.
      ...{ ledger: 'src/ledger/index.ts', 'ledger-test': 'src/ledger/test.ts' },
    },
    platform: 'neutral',
    plugins: [withoutEventStreams],
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
    // `billit verify` asks through the client: with the same ofetch as above, of its web build.
    // Rolldown builds the page "Try it out" in a clone alone.
    deps: { neverBundle: ['rolldown'] },
    alias: { ofetch: fileURLToPath(new URL('node_modules/ofetch/dist/index.mjs', import.meta.url)) },
  },
  // The stores that a server brings stay outside too.
  {
    ...common,
    clean,
    entry: { fleet: 'src/fleet/index.ts', export: 'src/export/index.ts' },
    platform: 'node',
    dts: { build: true },
  },
])
