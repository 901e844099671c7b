import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { markGreekHtml } from '../../src/reference/greek.ts'
import { addressOf } from './addresses.ts'
import { allOperations, type Spec } from './document.ts'

const bin = (name: string, file: string): string =>
  createRequire(import.meta.url)
    .resolve(`${name}/package.json`)
    .replace(/package\.json$/, file)

/**
 * Writes the pages of the SDK with TypeDoc, configured by typedoc.json.
 * @throws Error that names each export without a docstring.
 */
export async function buildSdkPages(folder: string): Promise<void> {
  // src/ imports the types of generated/, a separate TypeScript project, which is built first.
  await runTool('TypeScript rejects generated/', bin('typescript', 'bin/tsc'), ['--build', 'generated'])
  await runTool('TypeDoc rejects src/', bin('typedoc', 'bin/typedoc'), ['--out', folder])
}

/** @throws Error with the output of the tool. */
async function runTool(failure: string, program: string, args: string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [program, ...args])
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error && 'stdout' in error ? `${error.stderr}${error.stdout}`.trim() : ''
    throw new Error(`${failure}:\n${output}`, { cause: error })
  }
}

/** Links each `GET /invoices` of the SDK's pages to its operation and each page to the reference, and marks Greek text. */
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
      // TypeDoc writes these links as if every page were at the root of the site.
      const root = relative(parentPath, dirname(reference))
      const complete = markGreekHtml(
        linked.replaceAll(/href="((?:try\/)?index\.html)"(?=[^>]*>(?:API reference|Try it out)<)/g, `href="${root}/$1"`),
      )
      if (complete !== html) await writeFile(file, complete)
    }),
  )
}
