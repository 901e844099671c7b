/** Type-checks a project that uses the package, with several versions of TypeScript and of its settings. */
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONSUMER, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

const VERSIONS = ['5.5', '5.9', '6', '7']
/** The files `consumer/types/<setting>.json`. The README of that folder describes them. */
export const SETTINGS = ['nodenext', 'nodenext-commonjs', 'node16', 'node16-commonjs', 'node10', 'bundler']

export interface Checked {
  version: string
  setting: string
  /** TypeScript has removed the setting. */
  removed?: boolean
  failure?: string
}

export async function checkTypes(report: (checked: Checked) => void): Promise<Checked[]> {
  const folder = join(CONSUMER, 'types')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  cpSync(join(folder, 'core.ts'), join(folder, 'core.cts'))
  const all: Checked[] = []
  const queue = VERSIONS.flatMap((version) => SETTINGS.map((setting) => ({ version, setting })))
  // Two at a time, for machines with two cores.
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const checked = await check(next.version, next.setting)
      if (!checked.removed) report(checked)
      all.push(checked)
    }
  }
  await Promise.all([work(), work()])
  return all
}

async function check(major: string, setting: string): Promise<Checked> {
  const version = versionOf(`typescript-${major}`)
  if (major === '7' && setting === 'node10') return { version, setting, removed: true }
  const silence = major === '6' ? ['--ignoreDeprecations', '6.0'] : []
  const args = [tool(`typescript-${major}/bin/tsc`), '--project', `types/${setting}.json`, ...silence]
  const { ok, output } = await run(process.execPath, args, { cwd: CONSUMER })
  return ok ? { version, setting } : { version, setting, failure: output }
}
