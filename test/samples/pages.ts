/** The Markdown pages about the SDK that contain TypeScript. */
import { readdirSync, readFileSync } from 'node:fs'

const ROOT = new URL('../../', import.meta.url)

export interface Page {
  /** The path in the repository. */
  name: string
  text: string
}

const readPage = (name: string): Page => ({ name, text: readFileSync(new URL(name, ROOT), 'utf8') })

export const readme = readPage('README.md')

export const introduction = readPage('spec/description.md')

export const sdkGuide: Page[] = readdirSync(new URL('spec/guide/', ROOT), { recursive: true, encoding: 'utf8' })
  // test/recipes/ runs the recipes, with the packages that they need.
  .filter((name) => /^(sdk|el)\/[^/]*\.md$/.test(name))
  .sort()
  .map((name) => readPage(`spec/guide/${name}`))

export const idempotencyPage = readPage('spec/guide/sdk/idempotency.md')
