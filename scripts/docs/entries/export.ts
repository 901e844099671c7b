/**
 * A copy of everything in an account: what `npx billit export` does.
 *
 * @module billit-io/export
 */
export * from '../../../src/export/index.ts'
