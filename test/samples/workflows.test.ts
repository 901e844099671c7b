/** Runs the workflows against the mock: with Redocly, and as the program of each page. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { allOperations, type Spec } from '../../scripts/docs/document.ts'
import { readWorkflows } from '../../scripts/workflows.ts'
import { startMock } from '../../src/mock/index.ts'
import { readDocument } from '../../src/tools/document.ts'
import { useSamples } from './run.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const { runTypeScript } = useSamples()
const workflows = readWorkflows()
// The mock's type of a document lacks the tags.
const spec = readDocument() as unknown as Spec

test('Redocly runs every workflow and receives only documented responses', async () => {
  const mock = await startMock({ examples: true })
  try {
    const program = createRequire(import.meta.url)
      .resolve('@redocly/cli/package.json')
      .replace('package.json', 'bin/cli.js')
    const args = ['respect', 'spec/workflows.arazzo.yaml', '--server', `billit=${mock.url}/v1`, '--input', 'token=any']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    await promisify(execFile)(process.execPath, [program, ...args], { cwd: ROOT, env })
    expect(mock.requests.map(({ operationId, violations }) => [operationId, violations])).toEqual(
      workflows.flatMap(({ steps }) => steps.map(({ operationId }) => [operationId, []])),
    )
  } finally {
    await mock.close()
  }
})

test.for(workflows)('runs the program of "$summary"', async ({ summary, steps }) => {
  const page = spec.tags.find(({ name }) => name === summary)?.description ?? ''
  const [, program = ''] = /```ts\n(.*?)```/s.exec(page) ?? []
  const { operations, stderr } = await runTypeScript(program)
  expect(stderr).toBe('')
  expect(operations).toEqual(steps.map(({ operationId }) => operationId))
})

test('the steps of each page link to their operations', () => {
  const ids = allOperations(spec).map(({ operation }) => operation.operationId.toLowerCase())
  const links = spec.tags.flatMap(({ description }) => [...description.matchAll(/\(#\/[\w-]+\/(\w+)\)/g)].map(([, id]) => id))
  expect(links.length).toBeGreaterThan(15)
  expect(ids).toEqual(expect.arrayContaining(links))
})
