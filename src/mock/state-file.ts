import { readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { messageOf } from '../core/text.ts'
import { loadSnapshot, viewRecords } from './snapshot.ts'
import type { State } from './state.ts'

/** @throws Error that names the file. */
export function readStateFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`The records in ${file} cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

/** Announces a change of the records. The result saves it: it rejects, and the records are as before, if that fails. */
export type BeginChange = () => () => Promise<void>

/** Without a file, there is nothing to save. */
export const withoutFile: BeginChange = () => async () => {}

/** Writes the records to a file, and keeps it up to date. */
export async function openStateFile(file: string, state: State): Promise<BeginChange> {
  const beginChange = createStateWriter(file, state)
  await beginChange()()
  return beginChange
}

/**
 * Writes the records to a file, one write at a time. All changes during a write share the next one. Each write replaces the file
 * atomically, so a process that is killed leaves either the old file or the new one. If a write fails, the records become those
 * of the last write, so every change since then fails too.
 */
function createStateWriter(file: string, state: State): BeginChange {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  let saved: string | undefined
  let failures = 0
  const write = async () => {
    next = undefined
    const records = JSON.stringify(viewRecords(state))
    try {
      await writeFile(`${file}.new`, records)
      await rename(`${file}.new`, file)
      saved = records
    } catch (error) {
      failures += 1
      if (saved !== undefined) loadSnapshot(state, JSON.parse(saved))
      await rm(`${file}.new`, { force: true }).catch(() => {})
      throw new StateFileError(`The records could not be saved in ${file}, so the change is lost: ${messageOf(error)}`)
    }
  }
  return () => {
    const before = failures
    return async () => {
      next ??= running = running.catch(() => {}).then(write)
      await next
      if (failures > before) throw new StateFileError(`An earlier change could not be saved in ${file}, so this one is lost too.`)
    }
  }
}

/** The records could not be saved. */
export class StateFileError extends Error {}
