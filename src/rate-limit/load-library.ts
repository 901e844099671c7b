import { ConfigurationError } from '../core/errors.ts'
import { describeOutdated, withVersions } from '../core/peer-versions.ts'
import { isRecord } from '../core/record.ts'

const LIBRARY = 'rate-limiter-flexible'

/** @throws ConfigurationError if the package is missing or too old. */
export function loadLibrary(): typeof import('rate-limiter-flexible') {
  // An import of node:module would not resolve in a bundle for browsers. A CommonJS bundle has no import.meta.url.
  const { createRequire } = process.getBuiltinModule('node:module')
  const require = createRequire(import.meta.url || `${process.cwd()}/`)
  const install = `npm install ${withVersions([LIBRARY])}`
  let installed: string
  try {
    installed = require('rate-limiter-flexible/package.json').version
  } catch (cause) {
    // Not an instance of Error in Jest, whose tests have their own globals.
    if (!(isRecord(cause) && cause.code === 'MODULE_NOT_FOUND')) throw cause
    throw new ConfigurationError(`redisRateLimiter() needs an optional package: ${install}`, { cause })
  }
  const needed = describeOutdated(LIBRARY, installed)
  if (needed) throw new ConfigurationError(`redisRateLimiter() needs ${needed}: ${install}`)
  return require('rate-limiter-flexible')
}
