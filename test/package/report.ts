/** Formats the results as Markdown. */
import type { Check } from './checks.ts'
import { caseNames, type Outcome, unsafeOperations } from './smoke.ts'
import { type Checked, RESOLUTIONS } from './types.ts'

export interface Ran {
  name: string
  outcomes: Outcome[]
}

const INTRODUCTION = `# Where the package runs

Written by \`npm run test:package\`, which packs the package, installs it into an empty project, and runs it there against the
mock from the same tarball. A small server covers the cases that the mock does not support.

Deno runs with only \`--allow-net\`. The page is a production build by Vite, opened in the machine's Chromium. On Node 18, which
is too old, \`npx billit-io\` prints the version that it needs.
`

const UNSAFE = `
How often the server received a request that is unsafe to retry, when it closed the warmed connection after it had received the
request. A runtime must not resend it, and the SDK must not retry it. A page sends none of them: it throws a \`ConfigurationError\`.
\`contacts.update\` and \`tags.delete\` are safe to retry, so a page sends them, and the browser resends them. They were sent with
\`maxRetries: 0\`.
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
  const received = unsafeOperations.map((operation) => [
    `\`${operation}\``,
    ...ran.map(({ outcomes }) => String(outcomes.find(({ name }) => name === operation)?.count ?? '')),
  ])
  const versions = [...new Set(types.map(({ version }) => version))].map((version) => [
    version,
    ...RESOLUTIONS.map((resolution) => mark(types.find((each) => each.version === version && each.resolution === resolution))),
  ])
  return [
    INTRODUCTION,
    table(['Runtime', ...caseNames], runtimes),
    UNSAFE,
    table(['Operation', ...ran.map(({ name }) => name)], received),
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

/** Only the tables, for a terminal. */
export const extractTables = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n')
    .replace(/\n(?=.*\n\| ---)/g, '\n\n')

export const mark = (result: { failure?: string } | undefined): string => (result && result.failure === undefined ? '✓' : '✗')

const table = (head: string[], rows: string[][]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : ':-:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
