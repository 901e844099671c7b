/** Runs a user's tests with several test runners on several versions of Node. */
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { CONSUMER, tool, versionOf } from './places.ts'
import { nodeProgram } from './runtimes.ts'
import { CLEAN, run } from './shell.ts'

/** The major versions of Node. */
export const NODES = ['20', '22', '24']

/** Whether something works on a version of Node. */
export interface OnNode {
  name: string
  node: string
  failure?: string
}

interface Runner {
  name: string
  /** The arguments of Node. */
  args: string[]
  /** The oldest version of Node that the runner supports. Default: all. */
  oldest?: string
}

const FOLDER = join(CONSUMER, 'runners')

/** The options of each transformer, without which it does not compile TypeScript to CommonJS. */
const TRANSFORMERS: Record<string, object> = {
  'ts-jest': {
    tsconfig: {
      module: 'commonjs',
      moduleResolution: 'node10',
      target: 'es2022',
      strict: true,
      types: ['node'],
      typeRoots: ['../node_modules/@types'],
    },
  },
  '@swc/jest': { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
  'babel-jest': {
    presets: [
      [tool('@babel/preset-env'), { targets: { node: 'current' } }],
      [tool('@babel/preset-typescript'), {}],
    ],
  },
}

/** @param baseUrl The mock, without a rate limit. */
export async function checkRunners(baseUrl: string, report: (result: OnNode) => void): Promise<OnNode[]> {
  symlinkSync(tool('@jest'), join(CONSUMER, 'node_modules/@jest'), 'junction')
  write('jest.test.ts', testFile('@jest/globals'))
  const runners = [...Object.keys(TRANSFORMERS).map(writeJest), writeVitest(), writeNodeTest()]
  const all: OnNode[] = []
  for (const runner of runners) {
    // All versions of Node at the same time: the tests wait for the mock.
    const nodes = NODES.filter((node) => existsSync(nodeProgram(node)) && Number(node) >= Number(runner.oldest ?? node))
    const results = await Promise.all(nodes.map((node) => check(runner, node, baseUrl)))
    results.forEach(report)
    all.push(...results)
  }
  return all
}

async function check({ name, args }: Runner, node: string, baseUrl: string): Promise<OnNode> {
  const settings = { cwd: FOLDER, env: { ...CLEAN, BILLIT_BASE_URL: baseUrl } }
  const { ok, output } = await run(nodeProgram(node), args, settings)
  return ok ? { name, node } : { name, node, failure: output }
}

function writeJest(transformer: string): Runner {
  const config = join(FOLDER, `${transformer.replace(/\W/g, '-')}.json`)
  const options = { rootDir: FOLDER, testMatch: ['**/jest.test.ts'], testEnvironment: 'node' }
  const transform = { '\\.ts$': [tool(transformer), TRANSFORMERS[transformer]] }
  writeFileSync(config, JSON.stringify({ ...options, transform }))
  return {
    name: `Jest ${versionOf('jest')}, ${transformer} ${versionOf(transformer)}`,
    args: [tool('jest/bin/jest.js'), '--config', config, '--runInBand', '--no-cache'],
  }
}

/** Vitest 5 needs Node 22. */
function writeVitest(): Runner {
  write('vitest.test.ts', testFile('vitest'))
  const args = [tool('vitest/vitest.mjs'), 'run', '--root', FOLDER, 'vitest.test.ts']
  return { name: `Vitest ${versionOf('vitest')}`, oldest: '22', args }
}

function writeNodeTest(): Runner {
  write('node.mjs', stripTypeScriptTypes(testFile('node:test')))
  return { name: '`node:test`', args: ['--test', 'node.mjs'] }
}

const testFile = (runner: string): string => readFileSync(join(FOLDER, 'suite.ts'), 'utf8').replace("'vitest'", `'${runner}'`)

const write = (name: string, text: string): void => writeFileSync(join(FOLDER, name), text)
