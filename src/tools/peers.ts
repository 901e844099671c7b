import { packageInfo } from './package-info.ts'

/** An optional package is not installed. The message is the cure. */
export class MissingPeer extends Error {
  override readonly name: string = 'MissingPeer'
}

/** A tool that needs more than the client does. */
export interface Tool {
  /** As a sentence begins with it. */
  name: string
  needs: string
  packages: readonly string[]
}

export const MOCK: Tool = { name: 'The mock', needs: 'two packages', packages: ['@faker-js/faker', '@stoplight/prism-http'] }
export const PDF: Tool = { name: "An invoice's PDF", needs: 'two packages', packages: ['dejavu-fonts-ttf', 'pdfkit'] }
export const POSTGRES: Tool = { name: 'An export to PostgreSQL', needs: 'a package', packages: ['pg'] }
export const SHARED_LIMIT: Tool = {
  name: 'A limit that is shared through Redis',
  needs: 'two packages',
  packages: ['ioredis', 'rate-limiter-flexible'],
}
export const VERIFY: Tool = { name: 'billit-io verify', needs: 'a package', packages: ['@stoplight/prism-http'] }
export const REFERENCE: Tool = { name: 'The reference', needs: 'a package', packages: ['@redocly/cli'] }

/** Loads what needs an optional package. */
export async function loadPeer<T>(tool: Tool, load: () => T | Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    // The second is what `require.resolve` says.
    const missing = error instanceof Error && 'code' in error && NOT_FOUND.has(error.code)
    const isPeer = missing && tool.packages.some((name) => new RegExp(`'${name}['/]`).test(error.message))
    if (!isPeer) throw error
    throw new MissingPeer(missingPeers(tool), { cause: error })
  }
}

const NOT_FOUND = new Set<unknown>(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** What is missing and how to get it. `also` is what is missing besides. */
export const missingPeers = ({ name, needs, packages }: Tool, also = ''): string =>
  `${name} needs ${needs} that billit-io leaves out${also}: ${installCommand(packages)}`

/** `npm install --save-dev …` with the major versions that package.json asks for. */
function installCommand(packages: readonly string[]): string {
  const versioned = packages.map((name) => `${name}@${/\d+/.exec(packageInfo.peerDependencies[name] ?? '')}`)
  return `npm install --save-dev ${versioned.join(' ')}`
}
