/**
 * The checks for a store of your own.
 *
 * @module billit-io/idempotency/testing
 */
export * from '../../../src/stores/testing.ts'
