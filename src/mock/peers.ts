import { packageInfo } from '../package-info.ts'

/** A package that only the mock needs is not installed. The message is the cure. */
export class MissingPeer extends Error {
  override readonly name: string = 'MissingPeer'
}

/** Loads what needs an optional package. */
export async function loadPeer<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    const isPeer = missing && Object.keys(packageInfo.peerDependencies).some((name) => error.message.includes(`'${name}'`))
    if (!isPeer) throw error
    throw new MissingPeer(missingPeers(), { cause: error })
  }
}

/** What is missing and how to get it. `also` is what is missing besides. */
export const missingPeers = (also = ''): string =>
  `The mock needs two packages that billit-io leaves out${also}: ${installCommand()}`

/** `npm install --save-dev …` with the major versions that package.json asks for. */
function installCommand(): string {
  const packages = Object.entries(packageInfo.peerDependencies).map(([name, range]) => `${name}@${/\d+/.exec(range)}`)
  return `npm install --save-dev ${packages.join(' ')}`
}
