/** Files that only their owner can read, because they hold the records of all customers. */
import { closeSync, constants, lstatSync, mkdirSync, openSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { textIn } from '../core/text.ts'
import { ExportError } from './export-error.ts'

const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** Creates a folder unless it exists. */
export const createFolder = (path: string): Promise<unknown> => mkdir(path, { recursive: true, mode: PRIVATE_FOLDER })

/** Creates an empty file and its folder unless they exist. */
export function createFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
  closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT, PRIVATE_FILE))
}

/**
 * Creates an empty file unless it exists. Another user could use a symbolic link to have the export overwrite a file.
 *
 * @throws ExportError if the path is a symbolic link.
 */
export function createOwnFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new ExportError(
      `${path} is a symbolic link. The export does not write through it: remove it, or choose another target.`,
    )
  }
  createFile(path)
}

/**
 * Writes a file so that a crash leaves the old content or the new one, but nothing in between. An existing file keeps its mode.
 *
 * @throws ExportError if the disk is full.
 */
export async function writeAtomically(path: string, content: Uint8Array | AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.unfinished`
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => PRIVATE_FILE,
  )
  try {
    // Left by a crash, or a symbolic link, which is removed and not followed.
    await rm(unfinished, { force: true })
    await writeNew(unfinished, content, mode)
    await rename(unfinished, path)
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw isDiskFull(cause) ? new ExportError(`Cannot write to ${path}: the disk is full.`, { cause }) : cause
  }
}

async function writeNew(path: string, content: Uint8Array | AsyncIterable<string>, mode: number): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE)
  try {
    await file.writeFile(content)
    await file.chmod(mode)
  } finally {
    await file.close()
  }
}

const isDiskFull = (error: unknown): boolean => /^(ENOSPC|EDQUOT)$/.test(textIn(error, 'code'))
