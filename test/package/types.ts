/** Type-checks a project that uses the package, with several versions of TypeScript. */
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONSUMER, readJson, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

const VERSIONS = ['5.5', '5.9', '6', '7']
/** `nodenext` is a server's project with Node's types, `bundler` a browser's project with the types of the DOM. */
export const RESOLUTIONS = ['nodenext', 'bundler']

export interface Checked {
  version: string
  resolution: string
  failure?: string
}

export async function checkTypes(report: (checked: Checked) => void): Promise<Checked[]> {
  // Make the project an ES module with Node's types.
  writeFileSync(join(CONSUMER, 'package.json'), JSON.stringify({ ...readJson(join(CONSUMER, 'package.json')), type: 'module' }))
  for (const name of ['@types/node', 'undici-types'])
    cpSync(tool(name), join(CONSUMER, 'node_modules', name), { recursive: true })
  const all: Checked[] = []
  for (const version of VERSIONS) {
    // Two at a time, for machines with two cores.
    const both = await Promise.all(RESOLUTIONS.map((resolution) => check(version, resolution)))
    both.forEach(report)
    all.push(...both)
  }
  return all
}

async function check(major: string, resolution: string): Promise<Checked> {
  const version = versionOf(`typescript-${major}`)
  const tsc = tool(`typescript-${major}/bin/tsc`)
  const { ok, output } = await run(process.execPath, [tsc, '--project', `types/${resolution}.json`], { cwd: CONSUMER })
  return ok ? { version, resolution } : { version, resolution, failure: output }
}
