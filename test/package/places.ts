import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const HERE = fileURLToPath(new URL('./', import.meta.url))
/** What is installed once and kept. Git ignores it. */
export const WORK = join(ROOT, '.cache/package')
export const TOOLS = join(WORK, 'tools')
/** Elsewhere, since below the root the packages of the root would be found too. */
const ELSEWHERE = mkdtempSync(join(tmpdir(), 'billit-io-'))
process.once('exit', () => rmSync(ELSEWHERE, { recursive: true, force: true }))
/** A project that has installed the tarball, and nothing else. */
export const CONSUMER = join(ELSEWHERE, 'consumer')
/** One that has installed what the mock needs too. */
export const MOCKER = join(ELSEWHERE, 'mocker')

export const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const { version } = readJson(join(ROOT, 'package.json'))
export const TARBALL = join(WORK, `billit-io-${version}.tgz`)

/** The version of a tool, as it is installed. */
export const versionOf = (name: string): string => readJson(join(TOOLS, 'node_modules', name, 'package.json')).version

export const tool = (path: string): string => join(TOOLS, 'node_modules', path)
