import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Milliseconds. Looking is cheap, and works on every file system. */
const POLL = 200

/**
 * Calls back when one of the files has changed, once for a burst: it waits until nothing changes between two looks. Asks for
 * the list again after a change. Gives a function that ends it.
 */
export function watchFiles(list: () => string[], onChange: () => void): () => void {
  let files = list()
  let told = fingerprint(files)
  let last = told
  const timer = setInterval(() => {
    const now = fingerprint(files)
    if (now === last && now !== told) {
      files = list()
      told = fingerprint(files)
      last = told
      onChange()
    } else last = now
  }, POLL)
  return () => clearInterval(timer)
}

/** Every file and folder somewhere in a folder: a folder changes when a file comes or goes. */
export const filesIn = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
]

/** A reference to another file, in JSON or YAML. What follows the `#` stands inside it. */
const REFERENCE = /["']?\$ref["']?\s*:\s*["']?([^\s"'#,}]+)/g

/** The file of a document, and those that it refers to, itself or through others. */
export function filesOf(root: string): string[] {
  const files = new Set([resolve(root)])
  // A set gives what is added while it is read.
  for (const file of files) {
    const references = [...textOf(file).matchAll(REFERENCE)].map(([, reference = '']) => reference)
    const local = references.filter((reference) => !/^\w+:\/\//.test(reference))
    for (const reference of local) files.add(resolve(dirname(file), reference))
  }
  return [...files]
}

/** Nothing of a file that is not there yet, or no longer: editors save by renaming. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Every file with its size and time. */
function fingerprint(files: string[]): string {
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false })
      return found ? `${file} ${found.size} ${found.mtimeMs}` : ''
    })
    .join('\n')
}
