/** The samples that the reference shows, as they stand in the bundle: each is run, and gets its documented answer. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Documented, documented, findSuccess } from '../contract/document.ts'
import { useSamples } from './run.ts'

interface CodeSample {
  lang: string
  label: string
  source: string
}

const FOLDER = new URL('../../spec/samples/', import.meta.url)

/** Vendor extensions that the mock does not read are not in its type of an operation. */
const samplesOf = ({ operation }: Documented): CodeSample[] =>
  (operation as typeof operation & { 'x-codeSamples'?: CodeSample[] })['x-codeSamples'] ?? []

function sampleOf(operation: Documented, lang: string): string {
  const found = samplesOf(operation).find((sample) => sample.lang === lang)
  if (!found) throw new Error(`${operation.id} has no sample in ${lang}`)
  return found.source
}

const { runTypeScript, runShell } = useSamples()

beforeAll(() => {
  try {
    execFileSync('curl', ['--version'])
  } catch (cause) {
    throw new Error('These tests run the curl samples: curl must be installed.', { cause })
  }
})

test.for(documented)('$id has a sample in TypeScript and one in curl, from its own files', (operation) => {
  const file = (extension: string) => readFileSync(new URL(`${operation.id}.${extension}`, FOLDER), 'utf8')
  expect(samplesOf(operation)).toEqual([
    { lang: 'TypeScript', label: 'TypeScript', source: file('ts') },
    { lang: 'Shell', label: 'curl', source: file('sh') },
  ])
})

test('there is no sample of an operation that is none', () => {
  const expected = documented.flatMap(({ id }) => [`${id}.sh`, `${id}.ts`])
  expect(readdirSync(FOLDER).sort()).toEqual(expected.sort())
})

describe.concurrent('each gets its documented answer', () => {
  test.for(documented)('$id in TypeScript', async (operation) => {
    const { operations, stderr } = await runTypeScript(sampleOf(operation, 'TypeScript'))
    // An error that it handles is told on stderr.
    expect(stderr).toBe('')
    expect(operations).toContain(operation.id)
  })

  test.for(documented)('$id in curl', async (operation) => {
    const { operations, stdout } = await runShell(sampleOf(operation, 'Shell'))
    expect(operations).toEqual([operation.id])
    expect(stdout === '').toBe(findSuccess(operation).status === 204)
  })
})
