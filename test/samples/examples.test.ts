/** Runs the generated samples of the named examples. Each receives its documented response. */
import { describe, expect, test } from 'vitest'
import { createExampleSamples } from '../../src/reference/example-samples.ts'
import { readDocument } from '../../src/tools/document.ts'
import { useSamples } from './run.ts'

const { runTypeScript, runShell } = useSamples()
const samples = createExampleSamples(readDocument()).map((sample) => ({
  ...sample,
  id: `${sample.operation.id}, ${sample.name}`,
}))

test('generates a sample for every named example', () => {
  expect(samples.length).toBeGreaterThan(25)
  expect(samples.map(({ id }) => id)).toContain('createInvoice, selfBilling')
})

describe.concurrent('receives the documented response', () => {
  test.for(samples)('$id in TypeScript', async ({ operation, typeScript }) => {
    const { operations, stderr } = await runTypeScript(typeScript)
    expect(stderr).toBe('')
    expect(operations).toEqual([operation.id])
  })

  test.for(samples)('$id in curl', async ({ operation, curl }) => {
    expect((await runShell(curl)).operations).toEqual([operation.id])
  })
})
