/**
 * A copy of all records of the account, which resumes after a crash. Start with {@link exportAll}.
 *
 * @module billit-io/export
 */

export * from '../../../src/sync/index.ts'
