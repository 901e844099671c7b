export type { Ledger, LedgerEntry } from '../core/ledger.ts'
export { memoryLedger } from './memory.ts'
export { postgresLedger, type Queryable, type QueryResult } from './postgres.ts'
export { type SqliteLedger, sqliteLedger } from './sqlite.ts'
