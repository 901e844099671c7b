import { MissingPeer, missingPeers } from '../mock/peers.ts'
import type { Mock } from '../mock/types.ts'
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
    throw inListening(error, options) ?? inLoading(error) ?? error
  }
}

function inListening(error: unknown, { port, host }: { port: number; host: string }): CliError | undefined {
  const because = (message: string) => new CliError(1, message, { cause: error })
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return because(`Port ${port} of ${host} is taken: choose another one with --port, or a free one with --port 0.`)
    case 'EACCES':
      return because(`Port ${port} needs more rights than you have: choose one above 1023 with --port.`)
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return because(`${host} is not an address of this machine: choose one with --host, such as 127.0.0.1.`)
    default:
      return undefined
  }
}

function inLoading(error: unknown): CliError | undefined {
  const { node } = process.versions
  const needed = `Node ${PRISM_NODE} or later (this is ${node})`
  const isOld = isOlder(node, PRISM_NODE)
  if (error instanceof MissingPeer) return new CliError(1, missingPeers(isOld ? `, and ${needed}` : ''), { cause: error })
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

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
