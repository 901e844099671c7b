/**
 * A copy of everything in the account, which goes on after a crash. Begin with {@link exportAll}.
 *
 * @module billit-io/export
 */

export * from '../../../src/sync/index.ts'
