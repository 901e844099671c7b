/** Puts the tarball and what it is tried with into .cache/package. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { CONSUMER, HERE, MOCKER, ROOT, readJson, TARBALL, TOOLS, WORK } from './places.ts'
import { npm, run } from './shell.ts'

/** Runtimes and tools by their lock file: once, and again when it has changed. */
export async function installTools(): Promise<void> {
  const source = join(HERE, 'tools')
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8')
  const done = join(TOOLS, 'installed')
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return
  console.log('Installing the runtimes and tools into .cache/package: 1.3 GB, once.')
  rmSync(done, { force: true })
  cpSync(source, TOOLS, { recursive: true })
  // Their scripts would only copy binaries from one folder to another.
  await npm(['ci', '--ignore-scripts', '--prefer-offline', '--loglevel=error'], TOOLS)
  writeFileSync(done, lock)
}

/** What `npm publish` would send. It is built for it. */
export async function packTarball(): Promise<void> {
  mkdirSync(WORK, { recursive: true })
  await npm(['pack', '--pack-destination', WORK], ROOT)
}

/** A project with the tarball as its only dependency, and the programs of `consumer/`. */
export async function installConsumer(): Promise<void> {
  rmSync(CONSUMER, { recursive: true, force: true })
  cpSync(join(HERE, 'consumer'), CONSUMER, { recursive: true })
  // Some of the runtimes take no TypeScript.
  const smoke = stripTypeScriptTypes(readFileSync(join(HERE, 'smoke.ts'), 'utf8'))
  writeFileSync(join(CONSUMER, 'smoke.mjs'), smoke)
  for (const name of readdirSync(CONSUMER).filter((each) => /\.[cm]js$/.test(each))) {
    const source = readFileSync(join(CONSUMER, name), 'utf8')
    writeFileSync(join(CONSUMER, name), source.replace("'../smoke.ts'", "'./smoke.mjs'"))
  }
  await installInto(CONSUMER, {})
}

/** Another, with the optional packages of the mock: those that its own message asks for. */
export async function installMocker(): Promise<void> {
  const peers = await peersAskedFor()
  const kept = join(WORK, 'mocker')
  mkdirSync(kept, { recursive: true })
  // npm takes a tarball of the same name for the same.
  for (const old of ['billit-io', '.package-lock.json']) rmSync(join(kept, 'node_modules', old), { recursive: true, force: true })
  await installInto(kept, peers)
  cpSync(kept, MOCKER, { recursive: true, verbatimSymlinks: true })
}

async function peersAskedFor(): Promise<Record<string, string>> {
  const cli = join(CONSUMER, 'node_modules/billit-io/dist/cli.js')
  const { ok, output } = await run(process.execPath, [cli, 'mock', '--port', '0'], { cwd: CONSUMER })
  const [, packages] = /: npm install --save-dev (.+)$/.exec(output) ?? []
  if (ok || !packages)
    throw new Error(`Without its optional packages, billit-io mock does not say how to install them:\n${output}`)
  // A scope has an @ of its own.
  return Object.fromEntries(packages.split(' ').map((each) => [each.replace(/@[^@]*$/, ''), each.replace(/^.*@/, '')]))
}

async function installInto(folder: string, others: Record<string, string>): Promise<void> {
  const dependencies = { 'billit-io': `file:${TARBALL}`, ...others }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'commonjs', dependencies }))
  await npm(['install', '--ignore-scripts', '--no-package-lock', '--prefer-offline', '--loglevel=error'], folder)
  const { version } = readJson(join(folder, 'node_modules/billit-io/package.json'))
  if (version !== readJson(join(ROOT, 'package.json')).version) throw new Error(`${folder} has billit-io ${version}.`)
}
