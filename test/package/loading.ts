/** Node loads its `fetch` on first use, which takes longer than importing the package does. */
import type { Check } from './checks.ts'
import { CONSUMER } from './places.ts'
import { run } from './shell.ts'

const NAME = "`import 'billit-io'` does not load Node's `fetch`"
const PROGRAM = `
  await import('billit-io')
  console.log(process.moduleLoadList.filter((name) => name.includes('undici')).join())`

export async function checkLoading(): Promise<Check> {
  const { ok, stdout, output } = await run(process.execPath, ['--input-type=module', '-e', PROGRAM], { cwd: CONSUMER })
  return ok && stdout.trim() === '' ? { name: NAME } : { name: NAME, failure: output }
}
