/** On a Node that is too old, the command prints one line with the version that it needs. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './checks.ts'
import { CONSUMER } from './places.ts'
import { nodeProgram } from './runtimes.ts'
import { run } from './shell.ts'

const NAME = '`npx billit-io` on Node 18 names the Node that it needs'

/** `undefined` if Node 18 is not installed. */
export async function checkOldNode(): Promise<Check | undefined> {
  const node = nodeProgram('18')
  if (!existsSync(node)) return undefined
  const { ok, output } = await run(node, [join(CONSUMER, 'node_modules/billit-io/dist/cli.js'), '--help'], { cwd: CONSUMER })
  const isClear = !ok && /^billit-io needs Node 20\.19 or later \(this is 18\.[\d.]+\)\.$/.test(output)
  return isClear ? { name: NAME } : { name: NAME, failure: output }
}
