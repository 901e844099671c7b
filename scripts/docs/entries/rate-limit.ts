/**
 * One rate limit that several processes share.
 *
 * @module billit-io/rate-limit
 */
export * from '../../../src/rate-limit/index.ts'
