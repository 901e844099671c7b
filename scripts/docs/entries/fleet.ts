/**
 * One rate limit for several processes.
 *
 * @module billit-io/fleet
 */
export * from '../../../src/fleet/index.ts'
