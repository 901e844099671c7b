/** Files in a folder that no other user can read, write or replace. Nothing is read or written through a symbolic link. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** A file or folder is not private. */
export class NotPrivate extends Error {
  override name = 'NotPrivate'
}

/** Larger files are not ours. */
const MAX_BYTES = 256 * 1024

const { O_CREAT, O_EXCL, O_NONBLOCK = 0, O_NOFOLLOW = 0, O_RDONLY, O_WRONLY } = constants

/** The user's folder for the state of programs: `XDG_STATE_HOME`, `LOCALAPPDATA` on Windows, or `~/.local/state`. */
export function findStateFolder(env: Record<string, string | undefined>, platform: NodeJS.Platform, home: string): string {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local } = env
  // The specification says to ignore a relative path.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'billit-io')
  if (platform === 'win32' && local !== undefined && isAbsolute(local)) return join(local, 'billit-io')
  return join(home, '.local', 'state', 'billit-io')
}

/**
 * Creates the state folder and a folder in it, unless they exist.
 *
 * @returns The path of the folder.
 * @throws NotPrivate if one of the two is a symbolic link, or if another user owns it or has access to it.
 */
export function openPrivateFolder(stateFolder: string, name: string): string {
  const path = join(stateFolder, name)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  for (const each of [stateFolder, path]) {
    const stats = lstatSync(each)
    if (!stats.isDirectory()) throw new NotPrivate(`${each} is a symbolic link or a file. Remove it.`)
    checkOwner(each, stats, '700')
  }
  return path
}

/** Writes a new file. @throws Error with the code `EEXIST` if there is one. */
export function writePrivateFile(path: string, content: string): void {
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    writeSync(file, content)
  } finally {
    closeSync(file)
  }
}

/**
 * Reads a file. `undefined` if there is none.
 *
 * @throws NotPrivate if it is not a regular file, or if another user owns it or has access to it.
 */
export function readPrivateFile(path: string): string | undefined {
  let file: number
  try {
    file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new NotPrivate(`${path} cannot be read safely. It may be a symbolic link.`, { cause: error })
  }
  try {
    const stats = fstatSync(file)
    if (!stats.isFile() || stats.nlink !== 1 || stats.size > MAX_BYTES)
      throw new NotPrivate(`${path} is not a file of billit-io.`)
    checkOwner(path, stats, '600')
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

/** Removes the files of a folder that were last written before a time, in milliseconds since 1970. */
export function removeOldFiles(folder: string, pattern: RegExp, before: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const isOld = pattern.test(name) && (lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? before) < before
    if (isOld) rmSync(path, { force: true })
  }
}

/** Windows has neither owners nor modes that Node reads. There, the user's own folder protects the files. */
function checkOwner(path: string, { uid, mode }: Stats, allowed: string): void {
  const own = process.getuid?.()
  if (own === undefined) return
  if (uid !== own) throw new NotPrivate(`${path} belongs to another user.`)
  if ((mode & 0o077) !== 0) throw new NotPrivate(`Other users have access to ${path}. Run: chmod ${allowed} ${path}`)
}
