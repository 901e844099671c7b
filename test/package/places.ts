import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toolsFolder } from '../support/tools.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const HERE = fileURLToPath(new URL('./', import.meta.url))
/** Installed once and kept. Git ignores it. */
export const WORK = join(ROOT, '.cache/package')
export const TOOLS = toolsFolder('package')
/** Outside the repository: inside it, Node would also find the packages of the root. */
export const OUTSIDE = mkdtempSync(join(tmpdir(), 'billit-io-'))
process.once('exit', () => rmSync(OUTSIDE, { recursive: true, force: true }))
/** A project whose only dependency is the tarball. */
export const CONSUMER = join(OUTSIDE, 'consumer')
/** Empty folders, in which users start the mock. */
export const EMPTY = join(OUTSIDE, 'empty')

export const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const { version } = readJson(join(ROOT, 'package.json'))
export const TARBALL = join(WORK, `billit-io-${version}.tgz`)

/** The installed version of a tool. */
export const versionOf = (name: string): string => readJson(join(TOOLS, 'node_modules', name, 'package.json')).version

export const tool = (path: string): string => join(TOOLS, 'node_modules', path)
