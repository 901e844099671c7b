import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPage, type Download, JSON_DOWNLOAD } from '../../src/reference/page.ts'
import { bundleTryAssets } from '../../src/reference/try-bundle.ts'
import { buildTryPage, TRY_PAGE } from '../../src/reference/try-page.ts'
import { bundle } from '../bundle.ts'
import { findPackages, formatNotices, NOTICES } from '../notices.ts'
import { isGuidePage, type Spec, sdkPages } from './document.ts'
import { fullText, indexPage, withSizes } from './index-page.ts'
import { codesPage, fileName, guidePage, sdkGuidePage, tagPage } from './markdown.ts'
import { buildSdkPages, linkOperations } from './sdk.ts'
import { buildStaticPages } from './static/build.ts'
import { staticPaths } from './static/pages.ts'

const YAML: Download = { title: 'OpenAPI document, YAML', url: 'openapi.yaml' }
const TEXT: Download = { title: 'Plain text, for tools and search', url: 'llms.txt' }

/**
 * Writes the whole site into an empty folder.
 * @param site The address where it will be hosted, if it is known.
 */
export async function buildSite(folder: string, site?: URL): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const sdk = join(folder, 'sdk')
  await Promise.all([buildReference(folder, site), buildSdkPages(sdk)])
  await linkOperations(sdk, join(folder, 'index.html'), await readSpec(folder))
}

/** Writes the parts that are built from spec/: the page, the document to download, the static pages and the plain text. */
export async function buildReference(folder: string, site?: URL): Promise<void> {
  const json = join(folder, JSON_DOWNLOAD.url)
  await bundle(json)
  await Promise.all([
    bundle(join(folder, YAML.url)),
    buildPage(json, join(folder, 'index.html'), {
      downloads: [YAML, JSON_DOWNLOAD, TEXT],
      own: { tryPage: TRY_PAGE, sdkPages: true, staticPages: staticPaths(await readSpec(folder)) },
    }),
    buildTryPage(json, folder),
    writeText(folder),
    writeNotices(folder),
    buildStaticPages(await readSpec(folder), folder, site),
  ])
}

/** The pages contain Redoc and the libraries of "Try it out". TypeDoc's pages name theirs. */
async function writeNotices(folder: string): Promise<void> {
  const { files } = await bundleTryAssets()
  await writeFile(
    join(folder, NOTICES),
    formatNotices([...findPackages(files), 'node_modules/@redocly/cli', 'node_modules/typedoc']),
  )
}

/** The OpenAPI document of a built site. */
export async function readSpec(folder: string): Promise<Spec> {
  // Redocly wrote it from linted files.
  return JSON.parse(await readFile(join(folder, JSON_DOWNLOAD.url), 'utf8')) as Spec
}

async function writeText(folder: string): Promise<void> {
  const spec = await readSpec(folder)
  await mkdir(join(folder, 'md'), { recursive: true })
  const operations = spec.tags.filter((tag) => !isGuidePage(tag))
  const pages: Array<[file: string, text: string]> = [
    ['guide.md', guidePage(spec)],
    ['codes.md', codesPage(spec)],
    ...sdkPages(spec).map((tag): [string, string] => [fileName(tag.name), sdkGuidePage(spec, tag)]),
    ...operations.map((tag): [string, string] => [fileName(tag.name), tagPage(spec, tag)]),
  ]
  await Promise.all(pages.map(([file, text]) => writeFile(join(folder, 'md', file), text)))
  await copyFile('scripts/docs/SKILL.md', join(folder, 'SKILL.md'))
  const sizes = new Map(pages.map(([file, text]) => [`md/${file}`, Buffer.byteLength(text)]))
  await writeFile(join(folder, TEXT.url), withSizes(indexPage(spec), sizes))
  await writeFile(join(folder, 'llms-full.txt'), fullText(pages))
}

/** One line for each file and each folder, with its size in kB. */
export async function sizes(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true })
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      if (!entry.isDirectory()) return line(path, [path])
      const files = await readdir(path, { withFileTypes: true, recursive: true })
      const inside = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
      return line(`${path}/ (${inside.length} files)`, inside)
    }),
  )
  return lines.join('\n')
}

async function line(name: string, files: string[]): Promise<string> {
  const stats = await Promise.all(files.map((file) => stat(file)))
  const kilobytes = stats.reduce((sum, { size }) => sum + size, 0) / 1000
  return `${kilobytes.toFixed(1).padStart(9)} kB  ${name}`
}
