export type { IdempotencyRecord, IdempotencyStore } from '../core/idempotency-store.ts'
export { memoryStore } from './memory.ts'
export { postgresStore, type Queryable, type QueryResult } from './postgres.ts'
export { type SqliteStore, sqliteStore } from './sqlite.ts'
