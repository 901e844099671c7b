import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
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

/** Loads the records from the file if it exists, and writes them to it. Returns the function that writes them again. */
export async function openStateFile(file: string, state: State): Promise<() => Promise<void>> {
  if (existsSync(file)) loadSnapshot(state, readStateFile(file))
  const save = createStateWriter(file, state)
  await save()
  return save
}

/**
 * Writes the records to a file, one write at a time. All calls during a write share the next one. Each write replaces the file
 * atomically, so a process that is killed leaves either the old file or the new one.
 */
function createStateWriter(file: string, state: State): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  const write = async () => {
    next = undefined
    await writeFile(`${file}.new`, JSON.stringify(viewRecords(state)))
    await rename(`${file}.new`, file)
  }
  return () => {
    next ??= running = running.catch(() => {}).then(write)
    return next
  }
}
