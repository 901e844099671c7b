import { defineConfig } from 'tsdown'

const common = { format: 'esm', target: 'es2022', sourcemap: true, fixedExtension: false } as const
/** Not the reference, which lies in dist/docs. */
const clean = ['dist/*.*']

export default defineConfig([
  // For browsers too: it imports nothing but ofetch.
  {
    ...common,
    clean,
    entry: { index: 'src/index.ts' },
    platform: 'neutral',
    // build: true reads the types of generated/, a project of its own.
    dts: { build: true },
    deps: { onlyBundle: [], onlyImport: ['ofetch'] },
  },
  // The mock's peers stay outside: who does not use it does not install them.
  {
    ...common,
    clean,
    entry: { mock: 'src/mock/index.ts', cli: 'src/cli/billit.ts' },
    platform: 'node',
    dts: { build: true, entry: 'src/mock/index.ts' },
    deps: { onlyBundle: [] },
  },
])
