/** Runs other generators on the package's OpenAPI document, and type-checks the code that they write. */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './checks.ts'
import { CONSUMER, HERE, ROOT, readJson, TOOLS, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

/** In the folder of the tools, where the generated code finds the packages that it imports. */
const FOLDER = join(TOOLS, 'generated')

interface Generator {
  name: string
  program: string
  args: string[]
  /** A file that it writes. */
  file: string
}

const HEY_API = join(ROOT, 'node_modules/@hey-api/openapi-ts')

const generators = (): Generator[] => [
  {
    name: `kubb ${versionOf('@kubb/core')}, with zod`,
    program: tool('@kubb/cli/bin/kubb.cjs'),
    args: ['generate', '--config', 'kubb.config.mjs'],
    file: 'kubb/zod/invoiceCreateSchema.ts',
  },
  {
    name: `orval ${versionOf('orval')}, with react-query`,
    program: tool('orval/dist/bin/orval.mjs'),
    args: ['--config', 'orval.config.mjs'],
    file: 'orval/index.ts',
  },
  {
    name: `hey-api ${readJson(join(HEY_API, 'package.json')).version}, with zod and react-query`,
    program: join(HEY_API, 'bin/run.js'),
    args: ['-f', 'hey-api.config.mjs'],
    file: 'hey-api/zod.gen.ts',
  },
  {
    name: `openapi-typescript ${versionOf('openapi-typescript')}`,
    program: tool('openapi-typescript/bin/cli.js'),
    args: ['openapi.json', '-o', 'openapi-typescript.ts'],
    file: 'openapi-typescript.ts',
  },
]

export async function checkGenerators(): Promise<Check[]> {
  rmSync(FOLDER, { recursive: true, force: true })
  cpSync(join(HERE, 'generators'), FOLDER, { recursive: true })
  cpSync(join(CONSUMER, 'node_modules/billit-io/dist/openapi.json'), join(FOLDER, 'openapi.json'))
  const checks = await Promise.all(generators().map(generate))
  const typescript = `typescript-5.9`
  const name = `TypeScript ${versionOf(typescript)} accepts the code of these generators`
  const { ok, output } = await run(process.execPath, [tool(`${typescript}/bin/tsc`), '--project', '.'], { cwd: FOLDER })
  return [...checks, ok ? { name } : { name, failure: output }]
}

async function generate({ name, program, args, file }: Generator): Promise<Check> {
  const { ok, output } = await run(process.execPath, [program, ...args], { cwd: FOLDER })
  if (ok && existsSync(join(FOLDER, file))) return { name }
  return { name, failure: `${output}\n${file} is missing from ${readdirSync(FOLDER).join(', ')}.` }
}
