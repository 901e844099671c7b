import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problemCodes } from '../../src/mydata/index.ts'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const rows = [...readme.matchAll(/^\| `(.+?)` \| (.+?) \| (.+?) \|$/gm)].map(([, code, severity]) => ({ code, severity }))

test('the table of problems has each of them, with its severity', () => {
  const listed = rows.map(({ code, severity = '' }) => [code, severity.startsWith('error, or warning') ? 'either' : severity])
  expect(Object.fromEntries(listed)).toEqual(problemCodes)
  expect(listed).toHaveLength(Object.keys(problemCodes).length)
})
