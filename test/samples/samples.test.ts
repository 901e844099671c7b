/** Runs the samples that the reference shows, as they are in the bundle. Each receives its documented response. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Documented, documented, findSuccess } from '../contract/document.ts'
import { noPhp } from '../support/php.ts'
import { useSamples } from './run.ts'

interface CodeSample {
  lang: string
  label: string
  source: string
}

const FOLDER = new URL('../../spec/samples/', import.meta.url)

/** The mock's type of an operation lacks the vendor extensions that it does not read. */
/** The ten most used operations have a sample in PHP. */
const PHP = [
  ...['checkCredentials', 'getAccount', 'lookupVatId', 'listContacts', 'createContact', 'listInvoices', 'getInvoice'],
  ...['createInvoice', 'createPayment', 'createOcp'],
]

const samplesOf = ({ operation }: Documented): CodeSample[] =>
  (operation as typeof operation & { 'x-codeSamples'?: CodeSample[] })['x-codeSamples'] ?? []

function sampleOf(operation: Documented, lang: string): string {
  const found = samplesOf(operation).find((sample) => sample.lang === lang)
  if (!found) throw new Error(`${operation.id} has no sample in ${lang}`)
  return found.source
}

const { runTypeScript, runShell, runPhp } = useSamples()

beforeAll(() => {
  try {
    execFileSync('curl', ['--version'])
  } catch (cause) {
    throw new Error('These tests run the curl samples: curl must be installed.', { cause })
  }
})

test.for(documented)(
  '$id has a sample in TypeScript, one in curl, and one in PHP if it is much used, from its own files',
  (operation) => {
    const file = (extension: string) => readFileSync(new URL(`${operation.id}.${extension}`, FOLDER), 'utf8')
    expect(samplesOf(operation)).toEqual([
      { lang: 'TypeScript', label: 'TypeScript', source: file('ts') },
      { lang: 'Shell', label: 'curl', source: file('sh') },
      ...(PHP.includes(operation.id) ? [{ lang: 'PHP', label: 'PHP', source: file('php') }] : []),
    ])
  },
)

test('every sample belongs to an operation', () => {
  const expected = documented.flatMap(({ id }) => [`${id}.sh`, `${id}.ts`, ...(PHP.includes(id) ? [`${id}.php`] : [])])
  expect(
    readdirSync(FOLDER)
      .filter((name) => name !== 'workflows')
      .sort(),
  ).toEqual(expected.sort())
})

describe.concurrent('receives the documented response', () => {
  test.for(documented)('$id in TypeScript', async (operation, { onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), 'billit-sample-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { operations, stderr } = await runTypeScript(sampleOf(operation, 'TypeScript'), folder)
    // Samples report handled errors on stderr.
    expect(stderr).toBe('')
    expect(operations).toContain(operation.id)
  })

  test.for(documented)('$id in curl', async (operation) => {
    const { operations, stdout } = await runShell(sampleOf(operation, 'Shell'))
    expect(operations).toEqual([operation.id])
    expect(stdout === '').toBe(findSuccess(operation).status === 204)
  })

  test.skipIf(noPhp).for(documented.filter(({ id }) => PHP.includes(id)))('$id in PHP', async (operation) => {
    const { operations, stdout, stderr } = await runPhp(sampleOf(operation, 'PHP'))
    expect(stderr).toBe('')
    // PHP prints its warnings to stdout.
    expect(stdout).not.toMatch(/Warning|Notice|Deprecated/)
    expect(stdout).toMatch(/\S/)
    expect(operations).toContain(operation.id)
  })
})
