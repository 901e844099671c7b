/** The samples of named examples, which are generated: each is run, and gets its documented answer. */
import { describe, expect, test } from 'vitest'
import { createExampleSamples } from '../../src/reference/example-samples.ts'
import { readDocument } from '../../src/tools/document.ts'
import { useSamples } from './run.ts'

const { runTypeScript, runShell } = useSamples()
const samples = createExampleSamples(readDocument()).map((sample) => ({
  ...sample,
  id: `${sample.operation.id}, ${sample.name}`,
}))

test('every named example has a sample', () => {
  expect(samples.length).toBeGreaterThan(25)
  expect(samples.map(({ id }) => id)).toContain('createInvoice, selfBilling')
})

describe.concurrent('each gets its documented answer', () => {
  test.for(samples)('$id in TypeScript', async ({ operation, typeScript }) => {
    const { operations, stderr } = await runTypeScript(typeScript)
    expect(stderr).toBe('')
    expect(operations).toEqual([operation.id])
  })

  test.for(samples)('$id in curl', async ({ operation, curl }) => {
    expect((await runShell(curl)).operations).toEqual([operation.id])
  })
})
