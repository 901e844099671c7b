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

export default defineConfig([
  // For browsers too: they import no other package.
  {
    ...common,
    clean,
    entry: { index: 'src/index.ts', client: 'src/client.ts', mydata: 'src/mydata/index.ts' },
    platform: 'neutral',
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
    deps: { alwaysBundle: [/^(ofetch|destr|ufo)$/], onlyBundle: ['ofetch', 'destr', 'ufo'], neverBundle: ['undici'] },
    alias: { ofetch: fileURLToPath(new URL('node_modules/ofetch/dist/index.mjs', import.meta.url)) },
  },
])
