/** Renders the tables of the problem codes of `checkInvoice()`, for test/mydata/README.md and the guide. */
import type { ProblemDefinition } from './lists.ts'

export function problemsReadme(problems: ProblemDefinition[]): string {
  return `# Tests of mydata

Tests of \`src/mydata/\`: code lists, \`checkInvoice()\`, totals, VAT numbers and summaries. Start with \`check-invoice.test.ts\` and the valid draft in \`draft.ts\`. \`npm run generate\` writes this file from \`spec/mydata/rules.yaml\`.

## Problems by the tax authority's error code

${aadeTable(problems)}

## Problem codes of \`checkInvoice()\`

An error is certain: the API or the tax authority rejects such an invoice. A rule that no source confirms, or on which sources disagree, is a warning.

| Code | Severity | Meaning | Source |
|---|---|---|---|
${problems.map(({ code, meaning, ...problem }) => `| \`${code}\` | ${describeSeverity(problem)} | ${meaning} | ${describeSource(problem)} |`).join('\n')}

With \`excludeMydata: true\`, only rows, dates, discounts, ids and exemptions are checked.
`
}

/**
 * A table of severities, examples and sources, sorted by the authority's error code. Problems without one are at the end: only
 * Billit rejects them, or the authority accepts them and books them wrongly.
 */
export function aadeTable(problems: ProblemDefinition[]): string {
  const rows = problems
    .flatMap((problem) => (problem.aade ?? [NO_CODE]).map((aade) => ({ ...problem, aade })))
    // Digits sort before the dash.
    .sort((one, other) => (one.aade < other.aade ? -1 : one.aade > other.aade ? 1 : 0))
    .map(({ aade, code, example, ...problem }) => {
      return `| ${aade} | ${describeSeverity(problem)} | \`${code}\` | ${example} | ${describeSource(problem)} |`
    })
  return ['| Authority | Severity | Code | Example | Source |', '|---|---|---|---|---|', ...rows].join('\n')
}

const NO_CODE = '–'

/** What each key of `source` means. */
const SOURCES: Record<string, string> = {
  aade: 'authority',
  billit: 'Billit',
  odoo: 'Odoo',
  firebed: 'firebed',
  gobl: 'GOBL',
  law: 'VAT Code',
  sense: 'plausibility',
}

const describeSource = ({ source }: Pick<ProblemDefinition, 'source'>): string =>
  source.map((key) => SOURCES[key] ?? key).join(', ')

const describeSeverity = ({ severity, errorWhen }: Pick<ProblemDefinition, 'severity' | 'errorWhen'>): string =>
  severity === 'either' ? `error if ${errorWhen}, otherwise warning` : severity
