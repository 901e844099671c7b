import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRules } from '../../scripts/mydata/lists.ts'
import { aadeTable, rulesReadme } from '../../scripts/mydata/rules-table.ts'
import { problemCodes } from '../../src/mydata/index.ts'

const rules = readRules()

test('the README is up to date with rules.yaml', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(readme).toBe(rulesReadme(rules))
})

test('each problem code has its severity, and a condition if it can be either', () => {
  expect(Object.fromEntries(rules.map(({ code, severity }) => [code, severity]))).toEqual(problemCodes)
  for (const { severity, errorWhen } of rules) expect(errorWhen !== undefined).toBe(severity === 'either')
})

test('the table of the authority’s codes has a row for each code', () => {
  const rows = [...aadeTable(rules).matchAll(/^\| (\d{3}) \| (error|warning).*? \| `(.+?)` \| .+ \|$/gm)]
  expect(rows).toHaveLength(rules.flatMap(({ aade = [] }) => aade).length)
})
