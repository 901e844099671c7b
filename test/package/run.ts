/**
 * Packs the package, installs it as a user would, and runs it in every runtime that the README lists.
 *
 * Exits with code 1 if anything fails or, in CI, if a runtime is missing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkGuideRecipes, missingForRecipes } from '../recipes/check.ts'
import { installTools } from '../support/tools.ts'
import { checkBundlers } from './bundlers.ts'
import { checkPackage } from './checks.ts'
import { checkCommands } from './commands.ts'
import { checkDockerfile } from './docker.ts'
import { checkFromNothing } from './from-nothing.ts'
import { checkGenerators } from './generators.ts'
import { installConsumer, packTarball } from './install.ts'
import { checkLoading } from './loading.ts'
import { checkCollection } from './newman.ts'
import { checkOldNode } from './old-node.ts'
import { CONSUMER, HERE } from './places.ts'
import { checkReact } from './react.ts'
import { checkRecipes } from './recipes.ts'
import { extractTables, mark, type Ran, report } from './report.ts'
import { checkRunners, type OnNode } from './runners.ts'
import { type Runtime, runtimes } from './runtimes.ts'
import { caseNames, type Outcome, unsafeOperations } from './smoke.ts'
import { startStand } from './stand.ts'
import { checkTypes } from './types.ts'
import { checkWorker } from './worker.ts'

const started = performance.now()
const problems: string[] = []
const missing: string[] = []

/** Prints one line for each result, and why it failed. */
function print(name: string, result: { failure?: string }): void {
  console.log(`${mark(result)} ${name}`)
  if (result.failure !== undefined) {
    problems.push(name)
    console.log(result.failure.replace(/^/gm, '    '))
  }
}

/** Imports the mock from the tarball. Its types are those of the sources. */
const importMock = (): Promise<typeof import('../../src/mock/index.ts')> =>
  import(pathToFileURL(join(CONSUMER, 'node_modules/billit-io/dist/mock.js')).href)

async function testRuntime({ name, run }: Runtime): Promise<Ran> {
  const { startMock } = await importMock()
  const mock = await startMock({ examples: true })
  const stand = await startStand()
  const addresses = { mock: `${mock.url}/v1`, stand: stand.url }
  const outcomes = await run(addresses).catch((error: unknown): Outcome[] => {
    print(name, { failure: String(error) })
    return []
  })
  for (const outcome of outcomes) if (outcome.failure !== undefined) print(`${name}: ${outcome.name}`, outcome)
  console.log(
    `${outcomes.filter(({ failure }) => failure === undefined).length} of ${caseNames.length + unsafeOperations.length} in ${name}`,
  )
  await Promise.all([mock.close(), stand.close()])
  return { name, outcomes }
}

/** Runs a test with the base URL of a mock without a rate limit. */
async function withMock<T>(test: (baseUrl: string) => Promise<T>): Promise<T> {
  const mock = await startMock({ rateLimit: false })
  const result = await test(`${mock.url}/v1`)
  await mock.close()
  return result
}

const printOnNode = (each: OnNode): void => print(`${each.name}, Node ${each.node}`, each)

await Promise.all([installTools('package'), installTools('recipes')])
console.log('Packing and installing the package.')
await packTarball()
await installConsumer()

const ran: Ran[] = []
for (const runtime of runtimes()) {
  if (runtime.missing === undefined) ran.push(await testRuntime(runtime))
  else missing.push(`${runtime.name} (${runtime.missing})`)
}
const old = await checkOldNode()
if (!old) missing.push('Node 18 (for the message that `npx billit-io` prints there)')
if (missingForRecipes) missing.push(`the recipes of the guide (${missingForRecipes})`)
const { startMock } = await importMock()
const onNode = [
  ...(await withMock((baseUrl) => checkRunners(baseUrl, printOnNode))),
  ...(await withMock((baseUrl) => checkBundlers(baseUrl, printOnNode))),
]
const types = await checkTypes((each) => print(`TypeScript ${each.version}, ${each.setting}`, each))
const checks = [
  ...(await checkPackage()),
  await checkCollection(startMock),
  ...(await checkCommands(startMock)),
  ...(await checkRecipes(startMock)),
  ...(await checkGenerators()),
  ...(missingForRecipes ? [] : await checkGuideRecipes(join(CONSUMER, 'node_modules/billit-io'))),
  await checkLoading(),
  ...(await checkFromNothing()),
  await checkDockerfile(),
  await withMock(checkReact),
  ...(await checkWorker()),
  ...(old ? [old] : []),
]
for (const check of checks) print(check.name, check)

const written = report(ran, onNode, types, checks)
console.log(`\n${extractTables(written)}\n`)
publish(written)
if (missing.length > 0) console.log(`NOT RUN, because this machine does not have it: ${missing.join('; ')}.`)
if (problems.length > 0) console.log(`${problems.length} failed: ${problems.join('; ')}.`)
console.log(`${Math.round((performance.now() - started) / 1000)} s`)
process.exitCode = problems.length > 0 || (missing.length > 0 && process.env.CI) ? 1 : 0

/** Only a complete run may update the tables. */
function publish(text: string): void {
  if (problems.length > 0 || missing.length > 0) return
  update(join(HERE, 'README.md'), text)
}

function update(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  if (process.env.CI)
    print(`${path} is current`, { failure: 'Run npm run test:package and npm run generate, and commit the changes.' })
  else writeFileSync(path, text)
}
