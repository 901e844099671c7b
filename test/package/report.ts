/** Formats the results as Markdown. */
import type { Check } from './checks.ts'
import { NODES, type OnNode } from './runners.ts'
import { caseNames, type Outcome, unsafeOperations } from './smoke.ts'
import { type Checked, SETTINGS } from './types.ts'

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

const ON_NODE = `
A user's tests with several test runners, and programs that bundlers have built, on each version of Node. Jest loads the package as
CommonJS, and Vitest and \`node:test\` as ES modules.
`

const TYPES = `
TypeScript checks a project that uses every entry of the package, with \`strict\`, \`exactOptionalPropertyTypes\`,
\`noUncheckedIndexedAccess\` and without \`skipLibCheck\`. \`nodenext\` has the types of Node 20, \`bundler\` those of the DOM, and
\`node16\` and \`node10\` neither. \`-commonjs\`: the project's files are CommonJS, as for \`node10\`, which also has
\`module: commonjs\` and \`esModuleInterop: false\`. These use the entries that are CommonJS too. TypeScript 7 has removed \`node10\`.
`

export function report(ran: Ran[], onNode: OnNode[], types: Checked[], checks: Check[]): string {
  const runtimes = ran.map(({ name, outcomes }) => [
    name,
    ...caseNames.map((each) => mark(outcomes.find((o) => o.name === each))),
  ])
  const received = unsafeOperations.map((operation) => [
    `\`${operation}\``,
    ...ran.map(({ outcomes }) => String(outcomes.find(({ name }) => name === operation)?.count ?? '')),
  ])
  const programs = [...new Set(onNode.map(({ name }) => name))].map((name) => [
    name,
    ...NODES.map((node) => markIfRun(onNode.find((each) => each.name === name && each.node === node))),
  ])
  const versions = [...new Set(types.map(({ version }) => version))].map((version) => [
    version,
    ...SETTINGS.map((setting) => markIfRun(types.find((each) => each.version === version && each.setting === setting))),
  ])
  return [
    INTRODUCTION,
    table(['Runtime', ...caseNames], runtimes),
    UNSAFE,
    table(['Operation', ...ran.map(({ name }) => name)], received),
    ON_NODE,
    table(['Program', ...NODES.map((node) => `Node ${node}`)], programs),
    TYPES,
    table(['TypeScript', ...SETTINGS.map((name) => `\`${name}\``)], versions),
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

/** A dash for what was not run, because a tool does not support it. */
const markIfRun = (result: { failure?: string; removed?: boolean } | undefined): string =>
  result === undefined || result.removed ? '–' : mark(result)

const table = (head: string[], rows: string[][]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : ':-:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
