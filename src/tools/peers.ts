import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describeOutdated, type PeerName, withVersions } from '../core/peer-versions.ts'

/** An optional package is missing or too old. The message ends with the command that installs it. */
export class MissingPeer extends Error {
  override readonly name: string = 'MissingPeer'
}

/** A feature that needs optional packages. */
export interface Tool {
  /** The subject of the error message. */
  name: string
  packages: readonly PeerName[]
}

export const POSTGRES: Tool = { name: 'Exporting to PostgreSQL', packages: ['pg'] }
export const XLSX: Tool = { name: 'Exporting to an Excel workbook', packages: ['write-excel-file'] }
export const SHARED_LIMIT: Tool = { name: 'Sharing the rate limit', packages: ['ioredis', 'rate-limiter-flexible'] }
export const MCP: Tool = { name: 'npx billit-io mcp', packages: ['@modelcontextprotocol/server'] }
export const REFERENCE: Tool = { name: 'The reference of another OpenAPI document', packages: ['@redocly/cli'] }

/**
 * Loads code that imports optional packages.
 *
 * @throws MissingPeer if a package of the tool is missing or too old.
 */
export async function loadPeer<T>(tool: Tool, load: () => T | Promise<T>): Promise<T> {
  checkVersions(tool)
  try {
    return await load()
  } catch (error) {
    // `import` and `require.resolve` report different codes.
    const isMissing = error instanceof Error && 'code' in error && NOT_FOUND.has(error.code)
    const isPeer = isMissing && tool.packages.some((name) => new RegExp(`'${name}['/]`).test(error.message))
    if (!isPeer) throw error
    throw new MissingPeer(describeMissing(tool), { cause: error })
  }
}

const NOT_FOUND = new Set<unknown>(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

function describeMissing({ name, packages }: Tool): string {
  const count = packages.length === 1 ? 'an optional package' : `${packages.length} optional packages`
  return `${name} needs ${count}: ${installCommand(packages)}`
}

function checkVersions({ name, packages }: Tool): void {
  const outdated = packages.flatMap((peer) => {
    const installed = installedVersion(peer)
    const needed = installed && describeOutdated(peer, installed)
    return needed ? [{ peer, needed }] : []
  })
  if (outdated.length === 0) return
  const needed = outdated.map((one) => one.needed).join(' and ')
  throw new MissingPeer(`${name} needs ${needed}: ${installCommand(outdated.map(({ peer }) => peer))}`)
}

const installCommand = (packages: readonly PeerName[]): string => `npm install --save-dev ${withVersions(packages)}`

/** Reads the package.json file itself, which not every package exports. `undefined` if there is none in any node_modules folder. */
function installedVersion(name: PeerName): string | undefined {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')).version
    } catch {
      // Not in this folder.
    }
  }
  return undefined
}
