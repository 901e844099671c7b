/** Packs the package and installs it, with the tools that test it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { npm } from '../support/tools.ts'
import { CONSUMER, HERE, ROOT, readJson, TARBALL, tool, WORK } from './places.ts'

/** Writes the tarball that `npm publish` would upload, from a new build. */
export async function packTarball(): Promise<void> {
  mkdirSync(WORK, { recursive: true })
  await npm(['pack', '--pack-destination', WORK], ROOT)
}

/** A project with the tarball as its only dependency, and the programs of `consumer/`. */
export async function installConsumer(): Promise<void> {
  rmSync(CONSUMER, { recursive: true, force: true })
  cpSync(join(HERE, 'consumer'), CONSUMER, { recursive: true })
  // Some of the runtimes cannot run TypeScript.
  for (const name of ['smoke', 'resend']) {
    const script = stripTypeScriptTypes(readFileSync(join(HERE, `${name}.ts`), 'utf8'))
    writeFileSync(join(CONSUMER, `${name}.mjs`), script.replace("'./resend.ts'", "'./resend.mjs'"))
  }
  for (const name of readdirSync(CONSUMER).filter((each) => /\.[cm]js$/.test(each))) {
    const source = readFileSync(join(CONSUMER, name), 'utf8')
    writeFileSync(join(CONSUMER, name), source.replace("'../smoke.ts'", "'./smoke.mjs'"))
  }
  await installInto(CONSUMER)
  for (const name of ['@types/node', 'undici-types'])
    cpSync(tool(name), join(CONSUMER, 'node_modules', name), { recursive: true })
  symlinkSync(tool('vitest'), join(CONSUMER, 'node_modules/vitest'), 'junction')
}

async function installInto(folder: string): Promise<void> {
  const dependencies = { 'billit-io': `file:${TARBALL}` }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'commonjs', dependencies }))
  await npm(['install', '--ignore-scripts', '--no-package-lock', '--prefer-offline', '--loglevel=error'], folder)
  const { version } = readJson(join(folder, 'node_modules/billit-io/package.json'))
  if (version !== readJson(join(ROOT, 'package.json')).version) throw new Error(`${folder} has billit-io ${version}.`)
}
