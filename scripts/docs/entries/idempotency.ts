/**
 * Stores in which `invoices.createOnce()` records its keys.
 *
 * @module billit-io/idempotency
 */
export * from '../../../src/stores/index.ts'
