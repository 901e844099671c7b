/** Bundles a server that uses every entry but the mock, without the optional packages, and runs it on several versions of Node. */
import { existsSync } from 'node:fs'
import { CONSUMER, tool, versionOf } from './places.ts'
import { NODES, type OnNode } from './runners.ts'
import { nodeProgram } from './runtimes.ts'
import { run } from './shell.ts'

interface Bundler {
  name: string
  /** The arguments of Node. */
  args: string[]
  /** The bundle, in the folder `bundles`. */
  file: string
}

function bundlers(): Bundler[] {
  const esbuild = (format: string, file: string): Bundler => ({
    name: `esbuild ${versionOf('esbuild')}, \`${format}\``,
    args: [
      tool('esbuild/bin/esbuild'),
      'bundled.mjs',
      '--bundle',
      '--platform=node',
      `--format=${format}`,
      `--outfile=bundles/${file}`,
    ],
    file,
  })
  return [
    esbuild('esm', 'esbuild.mjs'),
    esbuild('cjs', 'esbuild.cjs'),
    { name: `webpack ${versionOf('webpack')}`, args: ['webpack.cjs', tool('webpack')], file: 'webpack.cjs' },
    {
      name: `Vite ${versionOf('vite')}, for a server`,
      args: [tool('vite/bin/vite.js'), 'build', '--config', 'vite.bundle.config.mjs'],
      file: 'vite.mjs',
    },
  ]
}

/** @param baseUrl The mock, without a rate limit. */
export async function checkBundlers(baseUrl: string, report: (result: OnNode) => void): Promise<OnNode[]> {
  const nodes = NODES.filter((node) => existsSync(nodeProgram(node)))
  const results = await Promise.all(bundlers().map((bundler) => check(bundler, nodes, baseUrl)))
  results.flat().forEach(report)
  return results.flat()
}

async function check({ name, args, file }: Bundler, nodes: string[], baseUrl: string): Promise<OnNode[]> {
  const built = await run(process.execPath, args, { cwd: CONSUMER })
  if (!built.ok) return nodes.map((node) => ({ name, node, failure: built.output }))
  return Promise.all(
    nodes.map(async (node) => {
      const { ok, stdout, output } = await run(nodeProgram(node), [`bundles/${file}`, baseUrl], { cwd: CONSUMER })
      return ok && stdout.trim() === 'bundled' ? { name, node } : { name, node, failure: output }
    }),
  )
}
