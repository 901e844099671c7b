/**
 * `billit-io/client`: the generated functions and the client that they send with, without the care of `Billit`. It has no
 * retries, rate limit, time limits, error classes or checks of ids: `new Billit()` adds them.
 */

export type { Client, Config } from '../generated/client/client/index.ts'
export { createClient, createConfig } from '../generated/client/client/index.ts'
export * from '../generated/client/sdk.gen.ts'
export type * from '../generated/client/types.gen.ts'
