/**
 * `billit-io/client`: the generated functions and their HTTP client. They have no retries, rate limit, time limits, error
 * classes or validation of ids. Use `new Billit()` for those.
 */

export type { Client, Config } from '../generated/client/client/index.ts'
export { createClient, createConfig } from '../generated/client/client/index.ts'
export * from '../generated/client/sdk.gen.ts'
export type * from '../generated/client/types.gen.ts'
