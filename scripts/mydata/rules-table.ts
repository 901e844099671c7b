/** The tables of what `checkInvoice()` finds, for the README of its tests. */
import type { Rule } from './lists.ts'

export function rulesReadme(rules: Rule[]): string {
  return `# The codes of myDATA, and the checks

Tests of \`src/mydata/\`: the code lists, \`checkInvoice()\`, totals, VAT numbers and summaries. Start with \`check-invoice.test.ts\`; \`draft.ts\` has an invoice with which nothing is wrong. The tables below are written by \`npm run generate\` from \`spec/mydata/rules.yaml\`.

## What the tax authority refuses, by its own code

${aadeTable(rules)}

## What \`checkInvoice()\` finds

An error is certain: the API, or the tax authority, rejects such an invoice. Where the sources on a rule do not agree, or none is sure, it is a warning.

| Code | Severity | Meaning |
|---|---|---|
${rules.map(({ code, meaning, ...rule }) => `| \`${code}\` | ${severityOf(rule)} | ${meaning} |`).join('\n')}

With \`excludeMydata: true\` the rules of the authority are left out: only the rows, dates, discounts, ids and exemptions are looked at.
`
}

/** Sorted by the code of the authority: the severity, and an example that causes it. */
export function aadeTable(rules: Rule[]): string {
  const rows = rules
    .flatMap((rule) => (rule.aade ?? []).map((aade) => ({ ...rule, aade })))
    .sort((one, other) => Number(one.aade) - Number(other.aade))
    .map(({ aade, code, example, ...rule }) => `| ${aade} | ${severityOf(rule)} | \`${code}\` | ${example} |`)
  return ['| Authority | Severity | Code | Example |', '|---|---|---|---|', ...rows].join('\n')
}

const severityOf = ({ severity, errorWhen }: Pick<Rule, 'severity' | 'errorWhen'>): string =>
  severity === 'either' ? `error where ${errorWhen}, else warning` : severity
