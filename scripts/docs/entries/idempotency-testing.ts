/**
 * Checks for a custom idempotency store.
 *
 * @module billit-io/idempotency/testing
 */
export * from '../../../src/stores/testing.ts'
