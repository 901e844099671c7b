/** The records as JSON: `snapshot()`, `--state` and `--persist`. */
import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { messageOf, nearestName } from '../core/text.ts'
import { isRow, type Row } from './row.ts'
import type { State } from './state.ts'
import type { Snapshot } from './types.ts'

export const takeSnapshot = (state: State): Snapshot => structuredClone(recordsOf(state))

const recordsOf = ({ account, collections }: State): Snapshot => ({
  account,
  records: Object.fromEntries([...collections].map(([name, { rows }]) => [name, rows])),
})

/** @throws TypeError that says what is wrong. Nothing is changed then. */
export function loadSnapshot(state: State, snapshot: unknown): void {
  const { account, records } = checkSnapshot(state, snapshot)
  if (account) state.account = structuredClone(account)
  for (const [name, collection] of state.collections) {
    const empty = collection.fixture()
    collection.load(structuredClone(records[name] ?? []).map((row) => ({ ...empty, ...row })))
  }
}

function checkSnapshot({ collections }: State, snapshot: unknown): Snapshot {
  if (!isRow(snapshot) || !isRow(snapshot.records)) {
    throw new TypeError('A snapshot is an object such as { "records": { "contacts": [], "invoices": [] } }.')
  }
  const { account, records } = snapshot
  if (account !== undefined && !isRow(account)) throw new TypeError('account must be an object.')
  for (const [name, rows] of Object.entries(records)) {
    const key = collections.get(name)?.key
    if (key === undefined) {
      const names = [...collections.keys()]
      const nearest = nearestName(name, names)
      throw new TypeError(
        `There are no records '${name}': ${nearest ? `did you mean '${nearest}'?` : `there are ${names.join(', ')}.`}`,
      )
    }
    if (!Array.isArray(rows) || !rows.every((row) => isRow(row) && ['string', 'number'].includes(typeof row[key]))) {
      throw new TypeError(`records.${name} must be a list of objects that have '${key}'.`)
    }
    if (new Set(rows.map((row) => String(row[key]))).size < rows.length)
      throw new TypeError(`records.${name} has a ${key} twice.`)
  }
  return { account, records: records as Record<string, Row[]> } // checked above
}

/** @throws Error that names the file. */
export function readStateFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`The records in ${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

/**
 * Writes the records to a file, one write at a time. All who ask while a write runs share the next one. The file is replaced
 * as a whole, so that a process that is killed leaves the old file or the new one.
 */
export function createStateFile(file: string, state: State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const write = async () => {
    next = undefined
    await writeFile(`${file}.new`, JSON.stringify(recordsOf(state)))
    await rename(`${file}.new`, file)
  }
  return () => {
    next ??= running = running.catch(() => {}).then(write)
    return next
  }
}
