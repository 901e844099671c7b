/**
 * One rate limit for several processes.
 *
 * @module billit-io/rate-limit
 */
export * from '../../../src/rate-limit/index.ts'
