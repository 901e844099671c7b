/** Runs the samples that the reference shows, as they are in the bundle. Each receives its documented response. */
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

/** The mock's type of an operation lacks the vendor extensions that it does not read. */
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

test('every sample belongs to an operation', () => {
  const expected = documented.flatMap(({ id }) => [`${id}.sh`, `${id}.ts`])
  expect(readdirSync(FOLDER).sort()).toEqual(expected.sort())
})

describe.concurrent('receives the documented response', () => {
  test.for(documented)('$id in TypeScript', async (operation) => {
    const { operations, stderr } = await runTypeScript(sampleOf(operation, 'TypeScript'))
    // Samples report handled errors on stderr.
    expect(stderr).toBe('')
    expect(operations).toContain(operation.id)
  })

  test.for(documented)('$id in curl', async (operation) => {
    const { operations, stdout } = await runShell(sampleOf(operation, 'Shell'))
    expect(operations).toEqual([operation.id])
    expect(stdout === '').toBe(findSuccess(operation).status === 204)
  })
})
