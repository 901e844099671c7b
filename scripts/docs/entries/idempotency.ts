/**
 * Where `createOnce` keeps what it must not forget.
 *
 * @module billit-io/idempotency
 */
export * from '../../../src/stores/index.ts'
