/** Passes a page of a list and an invoice from a Server Component to a Client Component, with React's development build. */
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './checks.ts'
import { CONSUMER, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

/** @param baseUrl The mock. */
export async function checkReact(baseUrl: string): Promise<Check> {
  const name = `React ${versionOf('react')} passes a page of a list to a Client Component`
  for (const each of ['react', 'react-dom', 'react-server-dom-webpack'])
    symlinkSync(tool(each), join(CONSUMER, 'node_modules', each), 'junction')
  const { ok, output } = await run(process.execPath, ['--conditions=react-server', 'react.mjs', baseUrl], { cwd: CONSUMER })
  return ok && output === '' ? { name } : { name, failure: output }
}
