/** Checks that read the package without running it. */
import { join } from 'node:path'
import { ROOT, TARBALL, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

export interface Check {
  name: string
  failure?: string
}

/**
 * - `esm-only`: CommonJS code also loads the ES module, on purpose. Node 20.19 and later can `require` it, which the table proves.
 * - The entries of the OpenAPI document have no types.
 */
const ATTW = ['--profile', 'esm-only', '--exclude-entrypoints', 'openapi.json', 'openapi.yaml', 'package.json']

export const checkPackage = (): Promise<Check[]> =>
  Promise.all([
    check('publint', 'publint', 'src/cli.js', ['run', TARBALL, '--strict']),
    check('Are the types wrong?', '@arethetypeswrong/cli', 'dist/index.js', [TARBALL, ...ATTW]),
    check('knip', 'knip', 'bin/knip.js', ['--directory', ROOT]),
  ])

async function check(name: string, packageName: string, file: string, args: string[]): Promise<Check> {
  const { ok, output } = await run(process.execPath, [join(tool(packageName), file), ...args], { cwd: ROOT })
  return ok ? { name: `${name} ${versionOf(packageName)}` } : { name: `${name} ${versionOf(packageName)}`, failure: output }
}
