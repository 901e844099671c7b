import { existsSync, type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Editors and Git write several files at once. A change is complete once no file has changed for this long. */
const DEBOUNCE_MS = 100

/**
 * Calls `onChange` when one of the files has changed: once for a burst of changes, and not before the previous call has ended.
 * Calls `list` again after every change.
 */
export function watchFiles(list: () => string[], onChange: () => Promise<void>): { close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let watchers = watchAll()
  return {
    /** Stops watching, and waits for a call that is still running. */
    close() {
      clearTimeout(timer)
      closeAll(watchers)
      return running
    },
  }

  function watchAll(): FSWatcher[] {
    const files = new Set(list().map((file) => resolve(file)))
    const folders = new Set([...files].flatMap((file) => (isFolder(file) ? [file] : [dirname(file)])))
    // Watches folders, not files: an editor saves by renaming, and a watch on a file would follow the old one.
    return [...folders].filter(existsSync).map((folder) =>
      watch(folder, (_event, name) => {
        if (name === null || files.has(folder) || files.has(join(folder, name))) schedule()
      }).on('error', schedule),
    )
  }

  function schedule(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const before = watchers
      watchers = watchAll()
      closeAll(before)
      running = running.then(onChange)
    }, DEBOUNCE_MS)
  }
}

function closeAll(watchers: FSWatcher[]): void {
  for (const watcher of watchers) watcher.close()
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** Returns a folder, and every file and folder inside it. */
export const listFolder = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
]

/** A reference to another file, in JSON or YAML, without the part after `#`, which is a position in that file. */
const REFERENCE = /["']?\$ref["']?\s*:\s*["']?([^\s"'#,}]+)/g

/** Returns the file of an OpenAPI document, and every file it refers to, directly or indirectly. */
export function listDocumentFiles(root: string): string[] {
  const files = new Set([resolve(root)])
  // The loop also visits files that are added to the set while it runs.
  for (const file of files) {
    const references = [...readText(file).matchAll(REFERENCE)].map(([, reference = '']) => reference)
    const local = references.filter((reference) => !/^\w+:\/\//.test(reference))
    for (const reference of local) files.add(resolve(dirname(file), reference))
  }
  return [...files]
}

/** Returns an empty text for a missing file: an editor may be about to rename it into place. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
