/**
 * Packs the package, installs it as a user would, and tries it in every runtime that the guide lists.
 *
 * Exit code 1 if anything fails, or in CI if a runtime cannot be had.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkPackage } from './checks.ts'
import { checkCommands } from './commands.ts'
import { installConsumer, installMocker, installTools, packTarball } from './install.ts'
import { checkLoading } from './loading.ts'
import { checkCollection } from './newman.ts'
import { checkOldNode } from './old-node.ts'
import { HERE, MOCKER } from './places.ts'
import { mark, type Ran, report, tablesOf } from './report.ts'
import { type Runtime, runtimes } from './runtimes.ts'
import { caseNames, type Outcome } from './smoke.ts'
import { startStand } from './stand.ts'
import { checkTypes } from './types.ts'

const started = performance.now()
const problems: string[] = []
const missing: string[] = []

/** One line for each thing tried, and the reason where it failed. */
function tell(name: string, seen: { failure?: string }): void {
  console.log(`${mark(seen)} ${name}`)
  if (seen.failure !== undefined) {
    problems.push(name)
    console.log(seen.failure.replace(/^/gm, '    '))
  }
}

/** The mock of the tarball has the types of the sources. */
const packedMock = (): Promise<typeof import('../../src/mock/index.ts')> =>
  import(pathToFileURL(join(MOCKER, 'node_modules/billit-io/dist/mock.js')).href)

async function tryRuntime({ name, run }: Runtime): Promise<Ran> {
  const { startMock } = await packedMock()
  const mock = await startMock({ examples: true })
  const stand = await startStand()
  const addresses = { mock: `${mock.url}/v1`, stand: stand.url }
  const outcomes = await run(addresses).catch((error: unknown): Outcome[] => {
    tell(name, { failure: String(error) })
    return []
  })
  for (const outcome of outcomes) if (outcome.failure !== undefined) tell(`${name}: ${outcome.name}`, outcome)
  console.log(`${outcomes.filter(({ failure }) => failure === undefined).length} of ${caseNames.length} in ${name}`)
  await Promise.all([mock.close(), stand.close()])
  return { name, outcomes }
}

await installTools()
console.log('Packing and installing the package.')
await packTarball()
await installConsumer()
await installMocker()

const ran: Ran[] = []
for (const runtime of runtimes()) {
  if (runtime.missing === undefined) ran.push(await tryRuntime(runtime))
  else missing.push(`${runtime.name} (${runtime.missing})`)
}
const old = await checkOldNode()
if (!old) missing.push('Node 18 (to see what `npx billit-io` says there)')
const types = await checkTypes((each) => tell(`TypeScript ${each.version}, ${each.resolution}`, each))
const { startMock } = await packedMock()
const checks = [
  ...(await checkPackage()),
  await checkCollection(startMock),
  ...(await checkCommands(startMock)),
  await checkLoading(),
  ...(old ? [old] : []),
]
for (const check of checks) tell(check.name, check)

const written = report(ran, types, checks)
console.log(`\n${tablesOf(written)}\n`)
publish(written)
if (missing.length > 0) console.log(`NOT TRIED, since this machine does not have it: ${missing.join('; ')}.`)
if (problems.length > 0) console.log(`${problems.length} failed: ${problems.join('; ')}.`)
console.log(`${Math.round((performance.now() - started) / 1000)} s`)
process.exitCode = problems.length > 0 || (missing.length > 0 && process.env.CI) ? 1 : 0

/** Only a whole run may say what runs where. */
function publish(text: string): void {
  if (problems.length > 0 || missing.length > 0) return
  update(join(HERE, 'README.md'), text)
}

function update(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  if (process.env.CI)
    tell(`${path} is current`, { failure: 'Run npm run test:package and npm run generate, and commit what they write.' })
  else writeFileSync(path, text)
}
