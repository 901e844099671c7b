/** Renders the tables of the problem codes of `checkInvoice()`, for test/mydata/README.md and the guide. */
import type { ProblemDefinition } from './lists.ts'

export function problemsReadme(problems: ProblemDefinition[]): string {
  return `# Tests of mydata

Tests of \`src/mydata/\`: code lists, \`checkInvoice()\`, totals, VAT numbers and summaries. Start with \`check-invoice.test.ts\` and the valid draft in \`draft.ts\`. \`npm run generate\` writes this file from \`spec/mydata/rules.yaml\`.

## Problems by the tax authority's error code

${aadeTable(problems)}

## Problem codes of \`checkInvoice()\`

An error is certain: the API or the tax authority rejects such an invoice. A rule that no source confirms, or on which sources disagree, is a warning.

| Code | Severity | Meaning |
|---|---|---|
${problems.map(({ code, meaning, ...problem }) => `| \`${code}\` | ${describeSeverity(problem)} | ${meaning} |`).join('\n')}

With \`excludeMydata: true\`, only rows, dates, discounts, ids and exemptions are checked.
`
}

/** A table of severities and examples, sorted by the authority's error code. */
export function aadeTable(problems: ProblemDefinition[]): string {
  const rows = problems
    .flatMap((problem) => (problem.aade ?? []).map((aade) => ({ ...problem, aade })))
    .sort((one, other) => Number(one.aade) - Number(other.aade))
    .map(({ aade, code, example, ...problem }) => `| ${aade} | ${describeSeverity(problem)} | \`${code}\` | ${example} |`)
  return ['| Authority | Severity | Code | Example |', '|---|---|---|---|', ...rows].join('\n')
}

const describeSeverity = ({ severity, errorWhen }: Pick<ProblemDefinition, 'severity' | 'errorWhen'>): string =>
  severity === 'either' ? `error if ${errorWhen}, otherwise warning` : severity
