/** The outcomes as Markdown. */
import type { Check } from './checks.ts'
import { caseNames, type Outcome } from './smoke.ts'
import { type Checked, RESOLUTIONS } from './types.ts'

export interface Ran {
  name: string
  outcomes: Outcome[]
}

const INTRODUCTION = `# Where the package runs

Written by \`npm run test:package\`, from what it saw. The package is packed, installed into an empty project, and run there
against the mock of the same tarball, and against a small server for what the mock has not.

Deno runs with \`--allow-net\` alone. The page is a production build by Vite, opened in the machine's Chromium. Node 18 is too
old: \`npx billit-io\` says so.
`

const TYPES = `
TypeScript checks a project that uses every entry of the package, with \`strict\`, \`exactOptionalPropertyTypes\`,
\`noUncheckedIndexedAccess\` and without \`skipLibCheck\`: as \`nodenext\` with the types of Node 20, and as \`bundler\` with those of
a browser.
`

export function report(ran: Ran[], types: Checked[], checks: Check[]): string {
  const runtimes = ran.map(({ name, outcomes }) => [
    name,
    ...caseNames.map((each) => mark(outcomes.find((o) => o.name === each))),
  ])
  const versions = [...new Set(types.map(({ version }) => version))].map((version) => [
    version,
    ...RESOLUTIONS.map((resolution) => mark(types.find((each) => each.version === version && each.resolution === resolution))),
  ])
  return [
    INTRODUCTION,
    table(['Runtime', ...caseNames], runtimes),
    TYPES,
    table(['TypeScript', ...RESOLUTIONS.map((name) => `\`${name}\``)], versions),
    '',
    table(
      ['Check', ''],
      checks.map((each) => [each.name, mark(each)]),
    ),
    '',
  ].join('\n')
}

/** The tables alone, for a terminal. */
export const tablesOf = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
    .replace(/\n(?=.*\n\| ---)/g, '\n\n')

export const mark = (seen: { failure?: string } | undefined): string => (seen && seen.failure === undefined ? '✓' : '✗')

const table = (head: string[], rows: string[][]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : ':-:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
