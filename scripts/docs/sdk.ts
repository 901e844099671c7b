import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { allOperations, type Operation, type Spec } from './document.ts'
import { anchor } from './markdown.ts'

const typedoc = createRequire(import.meta.url)
  .resolve('typedoc/package.json')
  .replace(/package\.json$/, 'bin/typedoc')

/**
 * Writes the pages of the SDK, as typedoc.json says.
 * @throws Error that names each export without a docstring.
 */
export async function buildSdkPages(folder: string): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [typedoc, '--out', folder])
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    throw new Error(`TypeDoc refuses src/:\n${said}`, { cause: error })
  }
}

/** Turns every `GET /invoices` of the SDK's pages into a link to that operation in the reference. */
export async function linkOperations(folder: string, reference: string, spec: Spec): Promise<void> {
  const addresses = new Map(allOperations(spec).map(({ method, path, operation }) => [`${method} ${path}`, addressOf(operation)]))
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const pages = entries.filter(({ name }) => name.endsWith('.html'))
  await Promise.all(
    pages.map(async ({ name, parentPath }) => {
      const file = join(parentPath, name)
      const html = await readFile(file, 'utf8')
      const linked = html.replaceAll(/<code>([A-Z]+ \/[^<]*)<\/code>/g, (code, text: string) => {
        const address = addresses.get(text)
        return address ? `<a href="${relative(parentPath, reference)}${address}">${code}</a>` : code
      })
      if (linked !== html) await writeFile(file, linked)
    }),
  )
}

/** Where Redoc shows an operation. */
export const addressOf = ({ tags: [tag = ''], operationId }: Operation): string => `#/${anchor(tag)}/${operationId.toLowerCase()}`
