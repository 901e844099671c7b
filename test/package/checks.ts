/** Checks that read the package without running it. */
import { join } from 'node:path'
import { ROOT, TARBALL, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

export interface Check {
  name: string
  failure?: string
}

/** The entries that are ES modules and CommonJS. */
const DUAL = ['.', 'client', 'mydata', 'idempotency', 'idempotency/testing', 'rate-limit']
/** `esm-only`: CommonJS code also loads the ES module. Node 20.19 and later can `require` it. */
const ESM_ONLY = ['mock', 'export', 'watch', '--profile', 'esm-only']

export const checkPackage = (): Promise<Check[]> =>
  Promise.all([
    check('publint', 'publint', 'src/cli.js', ['run', TARBALL, '--strict']),
    check('Are the types wrong?', '@arethetypeswrong/cli', 'dist/index.js', [TARBALL, '--entrypoints', ...DUAL]),
    check('Are the types wrong? (mock, export, watch)', '@arethetypeswrong/cli', 'dist/index.js', [
      TARBALL,
      '--entrypoints',
      ...ESM_ONLY,
    ]),
    check('knip', 'knip', 'bin/knip.js', ['--directory', ROOT]),
  ])

async function check(name: string, packageName: string, file: string, args: string[]): Promise<Check> {
  const { ok, output } = await run(process.execPath, [join(tool(packageName), file), ...args], { cwd: ROOT })
  return ok ? { name: `${name} ${versionOf(packageName)}` } : { name: `${name} ${versionOf(packageName)}`, failure: output }
}
