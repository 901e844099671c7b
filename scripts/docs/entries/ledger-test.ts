/**
 * The checks for a ledger of your own.
 *
 * @module billit-io/ledger/test
 */
export * from '../../../src/ledger/test.ts'
