import type { Mock } from '../mock/types.ts'
import { MissingPeer, MOCK, missingPeers } from '../tools/peers.ts'
import { cannotListen } from './cannot-listen.ts'
import { CliError } from './cli-error.ts'
import type { MockCommand } from './mock-flags.ts'

/** What Prism asks for. */
export const PRISM_NODE = '24.18'

/**
 * Loads the mock and starts it. The packages that it needs are optional, so nothing of it is loaded before.
 * @throws CliError saying in one sentence what is in the way, and the cure.
 */
export async function openMock(options: MockCommand['options']): Promise<Mock> {
  try {
    const { startMock } = await import('../mock/index.ts')
    return await startMock(options)
  } catch (error) {
    throw cannotListen(error, options) ?? inLoading(error) ?? error
  }
}

function inLoading(error: unknown): CliError | undefined {
  const { node } = process.versions
  const needed = `Node ${PRISM_NODE} or later (this is ${node})`
  const isOld = isOlder(node, PRISM_NODE)
  if (error instanceof MissingPeer) return new CliError(1, missingPeers(MOCK, isOld ? `, and ${needed}` : ''), { cause: error })
  // Some of it works on an older one, so only a failure is put down to that.
  if (!isOld) return undefined
  const message = error instanceof Error ? error.message : String(error)
  return new CliError(1, `The mock needs ${needed}: ${message}`, { cause: error })
}

function isOlder(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}
