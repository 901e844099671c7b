// Bundles the worker into one module, as Cloudflare's own tools do.
export default {
  build: { ssr: 'worker.mjs', outDir: 'worker' },
  ssr: { target: 'webworker', noExternal: true, resolve: { conditions: ['workerd', 'worker', 'module'] } },
}
