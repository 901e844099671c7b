import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readProblemDefinitions } from '../../scripts/mydata/lists.ts'
import { aadeTable, problemsReadme } from '../../scripts/mydata/problem-tables.ts'
import { problemCodes } from '../../src/mydata/index.ts'

const problems = readProblemDefinitions()

test('the README is up to date with rules.yaml', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(readme).toBe(problemsReadme(problems))
})

test('each problem code has its severity, and a condition if it can be either', () => {
  expect(Object.fromEntries(problems.map(({ code, severity }) => [code, severity]))).toEqual(problemCodes)
  for (const { severity, errorWhen } of problems) expect(errorWhen !== undefined).toBe(severity === 'either')
})

test('the table of the authority’s codes has a row for each code, and for each problem without one', () => {
  const rows = [...aadeTable(problems).matchAll(/^\| (\d{3}|–) \| (error|warning).*? \| `(.+?)` \| .+ \| .+ \|$/gm)]
  expect(rows).toHaveLength(problems.flatMap(({ aade = ['–'] }) => aade).length)
})

test('each problem has a known source, and one that only Billit or the law can confirm has no code of the authority', () => {
  const sources = ['aade', 'billit', 'odoo', 'firebed', 'gobl', 'law', 'sense']
  for (const { code, aade, source } of problems) {
    expect(source, code).not.toEqual([])
    expect(sources, code).toEqual(expect.arrayContaining(source))
    if (source.every((one) => ['billit', 'law', 'sense'].includes(one))) expect(aade, code).toBeUndefined()
  }
})
