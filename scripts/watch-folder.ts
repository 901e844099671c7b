import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

const SETTLED = 100
const POLL = 500

/** Calls back when a file somewhere in the folder has changed, once for a burst. Gives a function that ends it. */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let seen = fingerprint(folder)
  let timer: NodeJS.Timeout | undefined
  let poll: NodeJS.Timeout | undefined
  let watcher: FSWatcher | undefined

  const look = () => {
    const now = fingerprint(folder)
    if (now === seen) return
    seen = now
    onChange()
  }
  const lookSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(look, SETTLED)
  }
  // Some file systems cannot tell of changes, and some machines have no watches left.
  const pollInstead = () => {
    watcher?.close()
    poll ??= setInterval(look, POLL)
  }

  try {
    watcher = watch(folder, { recursive: true }, lookSoon).on('error', pollInstead)
  } catch {
    pollInstead()
  }
  return () => {
    watcher?.close()
    clearTimeout(timer)
    clearInterval(poll)
  }
}

/** Every file with its size and time. */
function fingerprint(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .map((file) => {
      // It may be gone by now: editors save by renaming.
      const found = statSync(join(folder, file), { throwIfNoEntry: false })
      return found?.isFile() ? `${file} ${found.size} ${found.mtimeMs}` : ''
    })
    .join('\n')
}
