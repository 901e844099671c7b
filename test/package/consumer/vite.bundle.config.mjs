// Bundles a server with all its packages.
export default {
  build: {
    ssr: 'bundled.mjs',
    outDir: 'bundles',
    emptyOutDir: false,
    rolldownOptions: { output: { entryFileNames: 'vite.mjs' } },
  },
  ssr: { noExternal: true },
}
