// One module of the worker and all that it imports, as Cloudflare's own tools make it.
export default {
  build: { ssr: 'worker.mjs', outDir: 'worker' },
  ssr: { target: 'webworker', noExternal: true, resolve: { conditions: ['workerd', 'worker', 'module'] } },
}
