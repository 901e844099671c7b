import { existsSync, type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A change counts as complete when no file has changed for this long: editors and Git write several files at once. */
const SETTLE_MS = 100

/**
 * Calls back when one of the files has changed: once for a burst of changes, and never while the previous call is still running.
 * The list is read again after every change.
 */
export function watchFiles(list: () => string[], onChange: () => Promise<void>): { close(): Promise<void> } {
  let settling: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let watchers = watchAll()
  return {
    /** Stops watching, and waits for a call that is still running. */
    close() {
      clearTimeout(settling)
      closeAll(watchers)
      return running
    },
  }

  function watchAll(): FSWatcher[] {
    const files = new Set(list().map((file) => resolve(file)))
    const folders = new Set([...files].flatMap((file) => (isFolder(file) ? [file] : [dirname(file)])))
    // Folders, not files: an editor saves by renaming, and a watch on a file would stay with the old one.
    return [...folders].filter(existsSync).map((folder) =>
      watch(folder, (_event, name) => {
        if (name === null || files.has(folder) || files.has(join(folder, name))) settle()
      }).on('error', settle),
    )
  }

  function settle(): void {
    clearTimeout(settling)
    settling = setTimeout(() => {
      const before = watchers
      watchers = watchAll()
      closeAll(before)
      running = running.then(onChange)
    }, SETTLE_MS)
  }
}

function closeAll(watchers: FSWatcher[]): void {
  for (const watcher of watchers) watcher.close()
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/** The folder, and every file and folder inside it. */
export const filesIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
]

/** A reference to another file, in JSON or YAML. The part after `#` is a place inside that file. */
const REFERENCE = /["']?\$ref["']?\s*:\s*["']?([^\s"'#,}]+)/g

/** The file of a document, and every file that it refers to, directly or through others. */
export function filesOf(root: string): string[] {
  const files = new Set([resolve(root)])
  // A set also iterates over what is added meanwhile.
  for (const file of files) {
    const references = [...textOf(file).matchAll(REFERENCE)].map(([, reference = '']) => reference)
    const local = references.filter((reference) => !/^\w+:\/\//.test(reference))
    for (const reference of local) files.add(resolve(dirname(file), reference))
  }
  return [...files]
}

/** Empty for a file that does not exist: it may be about to be renamed into place. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
