/** Runs the recipes of the guide with the installed package, as a reader would after copying their files. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CLEAN, run } from '../package/shell.ts'
import { hasPostgres, startPostgres } from '../support/postgres.ts'
import { noRedis, startRedis } from '../support/redis.ts'
import { toolsFolder } from '../support/tools.ts'
import { installedPackages, type Recipe, recipes } from './pages.ts'

/** For all recipes together. On two idle cores, they take about a minute. */
const LIMIT_MS = 400_000

const HERE = fileURLToPath(new URL('./', import.meta.url))
const TOOLS = toolsFolder('recipes')
const PROJECT = join(TOOLS, 'project')

interface Check {
  name: string
  failure?: string
}

/** Vitest's JSON report, as far as it is read here. */
interface Report {
  testResults: Array<{ name: string; message: string; assertionResults: Array<{ fullName: string; failureMessages: string[] }> }>
}

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Why the recipes cannot run on this machine. */
export const missingForRecipes: string | undefined =
  noRedis || !hasPostgres || !existsSync(CHROMIUM) ? 'redis-server, PostgreSQL or Chromium is not installed' : undefined

/**
 * @param installed The folder of the installed package.
 * @returns One check for the types, and one for each page.
 */
export async function checkGuideRecipes(installed: string): Promise<Check[]> {
  writeProject(installed)
  const [types, ran] = await Promise.all([checkTypes(), runRecipes()])
  return [types, ...ran]
}

/** Writes the files of the pages, and the programs that use them. Each page has a folder. */
function writeProject(installed: string): void {
  rmSync(PROJECT, { recursive: true, force: true })
  for (const { name, files } of recipes) {
    for (const { path, source } of files) {
      const file = join(PROJECT, name, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, source)
    }
  }
  const programs = readdirSync(HERE).filter((name) => /\.recipe\.tsx?$|^tsconfig\.json$|^vitest\.config\.mts$/.test(name))
  for (const name of programs) cpSync(join(HERE, name), join(PROJECT, name))
  const target = join(TOOLS, 'node_modules/billit-io')
  rmSync(target, { recursive: true, force: true })
  cpSync(installed, target, { recursive: true })
  const bin = join(TOOLS, 'node_modules/.bin/billit-io')
  rmSync(bin, { force: true })
  symlinkSync('../billit-io/dist/cli.js', bin)
}

async function checkTypes(): Promise<Check> {
  const name = 'The code of the recipes type-checks'
  const { ok, output } = await run(process.execPath, [inTools('typescript/bin/tsc'), '--project', PROJECT], { cwd: PROJECT })
  return ok ? { name } : { name, failure: output }
}

async function runRecipes(): Promise<Check[]> {
  const [redis, postgres] = await Promise.all([startRedis(), startPostgres()])
  const { port, username } = new URL(postgres.url)
  const file = join(PROJECT, 'report.json')
  const database = { PGHOST: '127.0.0.1', PGPORT: port, PGUSER: username }
  const env = { ...CLEAN, CHROMIUM_PATH: CHROMIUM, REDIS_URL: `redis://127.0.0.1:${redis.port}`, ...database }
  try {
    const flags = ['run', '--root', PROJECT, '--reporter=json', `--outputFile=${file}`]
    const { output } = await run(process.execPath, [inTools('vitest/vitest.mjs'), ...flags], {
      cwd: PROJECT,
      env,
      limit: LIMIT_MS,
    })
    // Without a report, every recipe has failed, and `output` says why.
    const report: Report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
    return recipes.map((recipe) => toCheck(recipe, report, output))
  } finally {
    await Promise.all([redis.close(), postgres.kill()])
  }
}

function toCheck({ name, text }: Recipe, { testResults }: Report, output: string): Check {
  const check = { name: `The recipe \`${name}\` runs${versions(text)}` }
  const result = testResults.find((each) => each.name.includes(`/${name}.recipe.`))
  const failures = result?.assertionResults.flatMap(({ fullName, failureMessages }) =>
    failureMessages.map((message) => `${fullName}: ${message}`),
  ) ?? [`It did not run.\n${output}`]
  const failure = [result?.message, ...failures].filter(Boolean).join('\n')
  return failure === '' ? check : { ...check, failure }
}

/** The versions of the packages that a page installs, without those that it only names. */
function versions(text: string): string {
  const packages = installedPackages(text).filter((name) => name !== 'billit-io' && existsSync(inTools(name)))
  return packages.length === 0 ? '' : `, with ${packages.map((name) => `${name} ${versionOf(name)}`).join(', ')}`
}

const inTools = (path: string): string => join(TOOLS, 'node_modules', path)

const versionOf = (name: string): string => JSON.parse(readFileSync(inTools(`${name}/package.json`), 'utf8')).version
