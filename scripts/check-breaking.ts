/**
 * A step of `npm run lint`: compares the OpenAPI document with the last released one. A breaking change needs a changeset that
 * announces it. With `--release`, the current document becomes the released one.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import packageJson from '../package.json' with { type: 'json' }
import { redocly, withConfig } from '../src/reference/redocly.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const CURRENT = 'generated/openapi.json'
const RELEASED = 'spec/released/openapi.json'

/** Before 1.0.0, Semantic Versioning allows breaking changes in a minor version. */
const KINDS = packageJson.version.startsWith('0.') ? ['minor', 'major'] : ['major']

if (process.argv.includes('--release')) {
  mkdirSync(dirname(RELEASED), { recursive: true })
  copyFileSync(CURRENT, RELEASED)
  console.log(`${RELEASED} is now the document of ${packageJson.version}.`)
} else if (!existsSync(RELEASED)) {
  console.log('No document has been released yet, so there is nothing to compare.')
} else {
  const changes = await findBreakingChanges()
  const isAnnounced = readChangesetKinds().some((kind) => KINDS.includes(kind))
  for (const change of changes) console.log(change)
  if (changes.length === 0 || isAnnounced)
    console.log(
      `${changes.length} breaking changes since the last release${changes.length > 0 ? ', and a changeset announces them' : ''}.`,
    )
  else {
    console.error(`These changes break the released document: run 'npm run changeset' and choose ${KINDS.join(' or ')}.`)
    process.exitCode = 1
  }
}

interface Report {
  changes: Array<{ path: string; kind: string; impact: string; verdicts: Array<{ message?: string }> }>
}

async function findBreakingChanges(): Promise<string[]> {
  let report: Report | undefined
  await withConfig({ extends: ['diff-recommended'] }, async (config, folder) => {
    const output = join(folder, 'changes.json')
    await redocly(['diff', RELEASED, CURRENT, '--config', config, '--format', 'json', '--output', output, '--fail-on', 'none'])
    report = JSON.parse(readFileSync(output, 'utf8')) as Report // written by Redocly, reportVersion 1
  })
  const breaking = report?.changes.filter(({ impact }) => impact === 'major') ?? []
  return breaking.map(({ path, kind, verdicts }) => `${path} ${kind}: ${verdicts.map(({ message }) => message).join('; ')}`)
}

/** Returns the kinds of release in the changesets: patch, minor or major. */
function readChangesetKinds(): string[] {
  const files = readdirSync('.changeset').filter((name) => name.endsWith('.md') && name !== 'README.md')
  return files.flatMap((name) => {
    const [, front = ''] = readFileSync(join('.changeset', name), 'utf8').split(/^---$/m)
    return Object.values((parse(front) as Record<string, string> | null) ?? {})
  })
}
