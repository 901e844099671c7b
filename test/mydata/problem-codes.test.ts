import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRules } from '../../scripts/mydata/lists.ts'
import { aadeTable, rulesReadme } from '../../scripts/mydata/rules-table.ts'
import { problemCodes } from '../../src/mydata/index.ts'

const rules = readRules()

test('the tables of the README are of the rules as they are', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(readme).toBe(rulesReadme(rules))
})

test('each kind of problem has its severity, and says when it is an error', () => {
  expect(Object.fromEntries(rules.map(({ code, severity }) => [code, severity]))).toEqual(problemCodes)
  for (const { severity, errorWhen } of rules) expect(errorWhen !== undefined).toBe(severity === 'either')
})

test('the table by the authority’s code has a row for each of them', () => {
  const rows = [...aadeTable(rules).matchAll(/^\| (\d{3}) \| (error|warning).*? \| `(.+?)` \| .+ \|$/gm)]
  expect(rows).toHaveLength(rules.flatMap(({ aade = [] }) => aade).length)
})
