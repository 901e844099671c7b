/**
 * A step of `npm run generate`: draws which folder imports which into CONTRIBUTING.md. With `--check`, a step of `npm run lint`,
 * it fails if the diagram there is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cruise, type IModule } from 'dependency-cruiser'
import config from '../.dependency-cruiser.json' with { type: 'json' }

const START = '<!-- imports: written by npm run generate -->'
const END = '<!-- /imports -->'
const ROOT = fileURLToPath(new URL('../', import.meta.url))
const NOTES = fileURLToPath(new URL('../CONTRIBUTING.md', import.meta.url))

const notes = readFileSync(NOTES, 'utf8')
const start = notes.indexOf(START)
const end = notes.indexOf(END)
if (start < 0 || end < start) throw new Error(`CONTRIBUTING.md lacks the lines ${START} and ${END}.`)
const current = `${notes.slice(0, start)}${START}\n\n\`\`\`mermaid\n${formatDiagram(await readModules())}\n\`\`\`\n\n${notes.slice(end)}`
if (!process.argv.includes('--check')) writeFileSync(NOTES, current)
else if (notes !== current) {
  console.error("The imports have changed: run 'npm run generate' and commit the diagram in CONTRIBUTING.md.")
  process.exitCode = 1
}

/** Resolves imports with the options of the linter. */
async function readModules(): Promise<IModule[]> {
  const { tsPreCompilationDeps, enhancedResolveOptions } = config.options
  const options = { baseDir: ROOT, tsPreCompilationDeps, doNotFollow: 'node_modules' }
  const { output } = await cruise(['src', 'generated'], options, enhancedResolveOptions)
  if (typeof output === 'string') throw new Error(output)
  return output.modules
}

/** A solid arrow for imports at run time, a dotted one if all imports are of types. */
function formatDiagram(all: IModule[]): string {
  const arrows = new Map<string, boolean>()
  for (const { source, dependencies } of all) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const from = findFolder(source)
      const to = findFolder(resolved)
      if (!from || !to || from === to) continue
      const key = `${from} ${to}`
      arrows.set(key, dependencyTypes.includes('type-only') && (arrows.get(key) ?? true))
    }
  }
  const lines = [...arrows].sort().map(([key, typeOnly]) => {
    const [from = '', to = ''] = key.split(' ')
    return `  ${formatNode(from)} ${typeOnly ? '-.->' : '-->'} ${formatNode(to)}`
  })
  return ['flowchart TD', ...lines].join('\n')
}

/** Returns a folder such as `src/mock/`, or a package. Resources belong to `src/`. `undefined` for a module of Node. */
function findFolder(path: string): string | undefined {
  const [, packageName] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  if (packageName) return packageName
  return /^(src\/(?!resources)[^/]+\/|src\/|generated\/)/.exec(path)?.[0]
}

function formatNode(name: string): string {
  return `${name.replace(/\W+/g, '_')}["${name}"]`
}
