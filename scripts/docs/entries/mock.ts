/**
 * A mock of the Billit API on localhost, for tests.
 *
 * @module billit-io/mock
 */
export * from '../../../src/mock/index.ts'
