/**
 * Packages that only one script needs. `test/<script>/tools` pins them in a private package, and the script installs them into
 * `.cache/<script>/tools`, so that `npm ci` at the root does without them.
 */
import { execFile } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export type Script = 'bench' | 'mutation' | 'package' | 'recipes'

export const toolsFolder = (script: Script): string => join(ROOT, '.cache', script, 'tools')

/** `require` for the packages of a script. The caller declares the types that it uses. */
export const requireTool = (script: Script): NodeJS.Require => createRequire(join(toolsFolder(script), 'package.json'))

/** Installs the packages of a script, unless the same lock file is installed already. */
export async function installTools(script: Script): Promise<void> {
  const source = join(ROOT, 'test', script, 'tools')
  const target = toolsFolder(script)
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8')
  const installedLock = join(target, 'installed')
  if (existsSync(installedLock) && readFileSync(installedLock, 'utf8') === lock) return
  console.log(`Installing the packages of test/${script}/tools into .cache/${script}.`)
  rmSync(installedLock, { force: true })
  cpSync(source, target, { recursive: true })
  // Install scripts only copy binaries between folders.
  await npm(['ci', '--ignore-scripts', '--prefer-offline', '--loglevel=error'], target)
  writeFileSync(installedLock, lock)
}

/**
 * Runs npm with the machine's configuration: registry, certificates, caches.
 * @throws Error with npm's output if it fails.
 */
export async function npm(args: string[], cwd: string): Promise<void> {
  // npm sets this variable to the path of its program. On Windows, the command `npm` needs a shell.
  const { npm_execpath: program } = process.env
  if (!program) throw new Error('Start this program with npm run.')
  try {
    await promisify(execFile)(process.execPath, [program, ...args], { cwd, maxBuffer: 64 * 2 ** 20 })
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error && 'stdout' in error ? `${error.stdout}${error.stderr}` : ''
    throw new Error(`npm ${args.join(' ')}\n${output}`, { cause: error })
  }
}
