/** THIRD-PARTY-NOTICES.txt: the licences of the packages whose code the build copies into ours. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const NOTICES = 'THIRD-PARTY-NOTICES.txt'

/** The generator copies its client into generated/client/, so no bundle names it. */
const GENERATOR = 'node_modules/@hey-api/openapi-ts'

/** Finds the packages that files are from, as paths: `node_modules/a/node_modules/b` for `/…/node_modules/a/node_modules/b/main.js`. */
export const findPackages = (files: readonly string[]): string[] =>
  files.flatMap((file) => /\bnode_modules\/(?:.*\bnode_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [])

/** Lists the files in the bundles of a folder, from their source maps. */
export const listBundledFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.js.map'))
    .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { sources: string[] }).sources)

/**
 * Returns the name, version and licence of each package, given their paths.
 * @throws Error if a package has no known licence.
 */
export function formatNotices(packages: readonly string[]): string {
  const notices = new Set([...packages, GENERATOR].map(formatNotice))
  return ['This package contains code of other projects, under these licences.\n', ...[...notices].sort()].join('\n')
}

/** The package.json has an empty author, but its README has one. */
const AUTHORS: Record<string, string> = { '@stoplight/json-schema-merge-allof': 'Martin Hansen' }

function formatNotice(folder: string): string {
  // Every package has a package.json with these fields.
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
  const { name, version, license } = manifest
  const author = manifest.author ?? AUTHORS[`${name}`]
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|third_party_notices)(\.|$)/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  if (texts.length === 0) {
    if (license !== 'MIT' || typeof author !== 'string') throw new Error(`${name} has no licence file: add its licence.`)
    // The text of the licence is always the same.
    texts.push(
      `Copyright (c) ${author}\n\n${readFileSync('LICENSE', 'utf8')
        .replace(/^.*?(?=Permission)/s, '')
        .trim()}`,
    )
  }
  // Old packages have no `license`, but a file.
  const label = license === undefined ? '' : ` (${license})`
  return `${'-'.repeat(80)}\n${name} ${version}${label}\n\n${texts.join('\n\n')}\n`
}
