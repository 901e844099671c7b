/** newman runs a Postman collection, generated from the OpenAPI document, against the mock. Every request must succeed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mock, MockOptions } from '../../src/mock/index.ts'
import type { Check } from './checks.ts'
import { CONSUMER, tool, versionOf, WORK } from './places.ts'
import { run } from './shell.ts'

const COLLECTION = join(WORK, 'collection.json')

/** Resets the mock before each request, so that earlier deletions do not matter. */
const RESET =
  "pm.sendRequest({ url: pm.variables.get('baseUrl') + '/_mock/reset', method: 'POST', header: { 'Content-Type': 'application/json' } })"
const SUCCEEDS = "pm.test('succeeds', () => pm.expect(pm.response.code).to.be.below(300))"

export async function checkCollection(startMock: (options?: MockOptions) => Promise<Mock>): Promise<Check> {
  const tools = `newman ${versionOf('newman')}, with a collection by openapi-to-postmanv2 ${versionOf('openapi-to-postmanv2')}`
  const written = await writeCollection()
  if (written.failure !== undefined) return { name: tools, failure: written.failure }
  const operations = new Set<string | undefined>()
  const violations: string[] = []
  const mock = await startMock({
    onRequest(request) {
      operations.add(request.operationId)
      violations.push(...request.violations.map((each) => `${request.operationId}: ${each}`))
    },
  })
  const variables = [`baseUrl=${mock.url}`, 'bearerToken=any'].flatMap((variable) => ['--env-var', variable])
  const { ok, output } = await run(process.execPath, [tool('newman/bin/newman.js'), 'run', COLLECTION, ...variables])
  await mock.close()
  const name = `${tools}: ${operations.size} operations`
  return ok && violations.length === 0 ? { name } : { name, failure: [...violations, output].join('\n') }
}

async function writeCollection(): Promise<{ failure?: string }> {
  const document = join(CONSUMER, 'node_modules/billit-io/dist/openapi.json')
  const converter = tool('openapi-to-postmanv2/bin/openapi2postmanv2.js')
  const options = 'folderStrategy=Tags,parametersResolution=Example'
  const { ok, output } = await run(process.execPath, [converter, '-s', document, '-o', COLLECTION, '-O', options])
  if (!ok) return { failure: output }
  const collection = JSON.parse(readFileSync(COLLECTION, 'utf8'))
  const event = [scriptFor('prerequest', RESET), scriptFor('test', SUCCEEDS)]
  writeFileSync(COLLECTION, JSON.stringify({ ...collection, event }))
  return {}
}

const scriptFor = (listen: string, line: string) => ({ listen, script: { type: 'text/javascript', exec: [line] } })
