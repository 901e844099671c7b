/**
 * Where `createOnce` keeps what it must not forget.
 *
 * @module billit-io/ledger
 */
export * from '../../../src/ledger/index.ts'
