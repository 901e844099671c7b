/**
 * The optional packages: `oldest` is the oldest version that works, `tested` the one that the tests run with, which messages
 * recommend. package.json accepts older versions of a package where the rest of billit-io works beside them.
 */
const PEER_VERSIONS = {
  '@modelcontextprotocol/server': { oldest: '2', tested: '2' },
  // `redocly build-docs --inlineBundle` is new in 2.71.
  '@redocly/cli': { oldest: '2.71', tested: '2' },
  ioredis: { oldest: '4.31', tested: '6' },
  pg: { oldest: '8', tested: '8' },
  'rate-limiter-flexible': { oldest: '3', tested: '11' },
  'write-excel-file': { oldest: '4', tested: '4' },
} as const

export type PeerName = keyof typeof PEER_VERSIONS

export const peerNames = Object.keys(PEER_VERSIONS) as PeerName[] // the keys of a constant

export const peerVersions = (name: PeerName): { oldest: string; tested: string } => PEER_VERSIONS[name]

/** The names with the versions to install: `pg@8 pdfkit@0.20`. */
export const withVersions = (names: readonly PeerName[]): string =>
  names.map((name) => `${name}@${PEER_VERSIONS[name].tested}`).join(' ')

/** `pg 8 or later (7.18.2 is installed)`, or `undefined` if the installed version is new enough. */
export function describeOutdated(name: PeerName, installed: string): string | undefined {
  const { oldest } = PEER_VERSIONS[name]
  return isOlder(installed, oldest) ? `${name} ${oldest} or later (${installed} is installed)` : undefined
}

/** Compares major and minor versions. A missing minor version is 0. */
export function isOlder(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}
