import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

const redocly = createRequire(import.meta.url)
  .resolve('@redocly/cli/package.json')
  .replace(/package\.json$/, 'bin/cli.js')

/**
 * Writes the document of the working directory's redocly.yaml as one file.
 * @throws Error with what Redocly says about it.
 */
export async function bundle(output: string, signal?: AbortSignal): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [redocly, 'bundle', 'billit', '--output', output], signal ? { signal } : {})
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw said ? new Error(said, { cause: error }) : error
  }
}
