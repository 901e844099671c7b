import { isRecord } from '../core/record.ts'

/** A record as the API sends it. */
export type Row = Record<string, unknown>

export const isRow = (value: unknown): value is Row => isRecord(value) && !Array.isArray(value)
