/**
 * `npm run bench` runs every group of benchmarks and prints the results. `npm run bench -- calls mock` runs only these groups.
 * `--write` also writes the results to README.md, and leaves the other groups there unchanged.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { requireBuild } from '../../scripts/built.ts'
import { GROUPS } from './groups.ts'

const README = new URL('README.md', import.meta.url)

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean', default: false } } })
const unknown = positionals.find((name) => !Object.hasOwn(GROUPS, name))
if (unknown !== undefined) throw new Error(`Unknown group '${unknown}'. The groups are ${Object.keys(GROUPS).join(', ')}.`)

if (positionals.length === 0 || positionals.some((name) => ['imports', 'types'].includes(name))) requireBuild()

const sections = parseSections(readFileSync(README, 'utf8'))
for (const [name, { heading, report }] of Object.entries(GROUPS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const text = await report()
  sections.set(heading, text)
  console.log(`## ${heading}\n\n${text}\n`)
}
if (values.write) writeFileSync(README, formatReadme(sections))

/** The text under each heading. */
function parseSections(markdown: string): Map<string, string> {
  const [, ...parts] = markdown.split(/^## /m)
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n')
      return [heading, lines.join('\n').trim()]
    }),
  )
}

function formatReadme(texts: Map<string, string>): string {
  const known = Object.values(GROUPS).filter(({ heading }) => texts.has(heading))
  return `# Benchmarks

Written by \`npm run bench -- --write\`, on Node ${process.version}. Compare the ratios, not the times: only the times within a group were measured on one machine in the same hour.

${known.map(({ heading }) => `## ${heading}\n\n${texts.get(heading)}\n`).join('\n')}`
}
