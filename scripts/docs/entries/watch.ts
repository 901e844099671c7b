/**
 * Reports each change in the account at least once, over crashes and restarts. Start with {@link watch}.
 *
 * @module billit-io/watch
 */

export * from '../../../src/sync/watch.ts'
