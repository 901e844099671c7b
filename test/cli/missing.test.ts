import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { PRISM_NODE } from '../../src/cli/mock-command.ts'
import { isOlder, peerNames, peerVersions } from '../../src/core/peer-versions.ts'
import { runProgram } from './program.ts'

/** A copy of the package without its optional packages. */
const folder = mkdtempSync(join(tmpdir(), 'billit-alone-'))
afterAll(() => rmSync(folder, { recursive: true }))
const project = fileURLToPath(new URL('../..', import.meta.url))
for (const name of ['package.json', 'src', 'generated']) cpSync(join(project, name), join(folder, name), { recursive: true })
// The build bundles these.
mkdirSync(join(folder, 'node_modules'))
for (const name of ['ofetch', 'destr', 'ufo', 'node-fetch-native']) {
  symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name))
}
const script = join(folder, 'src/cli/billit.ts')

const INSTALL = 'npm install --save-dev @faker-js/faker@10 @stoplight/prism-http@5'

/** Makes Node report another version. */
const pretendNode = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`,
]

test.each(['approve', 'docs', 'export', 'mcp', 'mock', 'verify'])(
  'prints the help of %s without the optional packages',
  async (command) => {
    expect(await runProgram([command, '--help'], { script })).toMatchObject({ code: 0, stderr: '' })
  },
)

test('mock prints how to install its missing packages', async () => {
  expect(await runProgram(['mock', '--port', '0'], { script })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The mock needs 2 optional packages: ${INSTALL}\n`,
  })
})

test('docs prints how to install its missing package', async () => {
  expect(await runProgram(['docs', '--port', '0'], { script })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The API reference needs an optional package: npm install --save-dev @redocly/cli@2\n',
  })
})

test('verify prints how to install its missing package', async () => {
  expect(await runProgram(['verify'], { script, env: { BILLIT_TOKEN: 'any' } })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'npx billit-io verify needs an optional package: npm install --save-dev @stoplight/prism-http@5\n',
  })
})

test('mcp prints how to install its missing package', async () => {
  expect(await runProgram(['mcp'], { script, env: { BILLIT_TOKEN: 'any' } })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'npx billit-io mcp needs an optional package: npm install --save-dev @modelcontextprotocol/server@2\n',
  })
})

test('mock names the Node version that it needs when packages are missing on an older Node', async () => {
  expect(await runProgram(['mock', '--port', '0'], { script, nodeArgs: pretendNode('24.17.3') })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The mock needs Node 24.18 or later (this is 24.17.3). The mock needs 2 optional packages: ${INSTALL}\n`,
  })
})

test('names each optional package that is too old, and how to update it', async () => {
  const outdated = { '@faker-js/faker': '7.6.0', '@stoplight/prism-http': '5.11.2' }
  for (const [name, version] of Object.entries(outdated)) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(path, { recursive: true })
    onTestFinished(() => rmSync(path, { recursive: true }))
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version }))
  }
  const needed = '@faker-js/faker 8.4 or later (7.6.0 is installed) and @stoplight/prism-http 5.12 or later (5.11.2 is installed)'
  expect(await runProgram(['mock', '--port', '0'], { script })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The mock needs ${needed}: ${INSTALL}\n`,
  })
})

test('names the Node version that is needed when an older Node cannot load the mock', async () => {
  const mock = join(folder, 'src/mock/index.ts')
  writeFileSync(mock, 'throw new SyntaxError("Unexpected token")')
  expect(await runProgram(['mock'], { script, nodeArgs: pretendNode('20.20.2') })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The mock needs Node 24.18 or later (this is 20.20.2): Unexpected token\n',
  })
  const { code, stderr } = await runProgram(['mock'], { script })
  expect(code).toBe(1)
  expect(stderr).toContain('SyntaxError: Unexpected token\n')
})

test('requires the same version of Node as Prism', () => {
  const prism = createRequire(import.meta.url)('@stoplight/prism-http/package.json')
  expect(prism.engines.node).toBe(`>=${PRISM_NODE}.0`)
})

describe('package.json', () => {
  const { peerDependencies, peerDependenciesMeta, devDependencies } = packageJson

  test('lists every optional package as an optional peer dependency', () => {
    expect(Object.keys(peerDependencies)).toEqual(peerNames)
    expect(Object.keys(peerDependenciesMeta)).toEqual(peerNames)
    for (const meta of Object.values(peerDependenciesMeta)) expect(meta).toEqual({ optional: true })
  })

  test.each(peerNames)('accepts every version of %s that works, and tests one that messages name', (name) => {
    const { oldest, tested } = peerVersions(name)
    const range = /^>=([\d.]+)$/.exec(peerDependencies[name])?.[1] ?? ''
    expect(range).not.toBe('')
    expect(isOlder(oldest, range)).toBe(false)
    expect(`${devDependencies[name]}.`.startsWith(`${tested}.`)).toBe(true)
  })
})
