import { createRequire } from 'node:module'

interface PackageInfo {
  version: string
  peerDependencies: Record<string, string>
}

/** The package's own package.json. By its name, so that it is found from src/ and from dist/. */
export const packageInfo = createRequire(import.meta.url)('billit-io/package.json') as PackageInfo // npm requires a version; a test, the peers
