/**
 * A Billit on this machine, for tests.
 *
 * @module billit-io/mock
 */
export * from '../../../src/mock/index.ts'
