import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
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

test.each(['approve', 'docs', 'export', 'mcp', 'mock', 'verify'])(
  'prints the help of %s without the optional packages',
  async (command) => {
    expect(await runProgram([command, '--help'], { script })).toMatchObject({ code: 0, stderr: '' })
  },
)

/** Needs `@redocly/cli`. */
const EXTERNAL = ['docs', '--port', '0', '--spec', 'generated/openapi.json']

test('docs --spec prints how to install its missing package', async () => {
  expect(await runProgram(EXTERNAL, { script, cwd: folder })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The reference of another OpenAPI document needs an optional package: npm install --save-dev @redocly/cli@2\n',
  })
})

test('names an optional package that is too old, and how to update it', async () => {
  const path = join(folder, 'node_modules/@redocly/cli')
  mkdirSync(path, { recursive: true })
  onTestFinished(() => rmSync(path, { recursive: true }))
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: '@redocly/cli', version: '2.70.9' }))
  const needed = '@redocly/cli 2.71 or later (2.70.9 is installed)'
  expect(await runProgram(EXTERNAL, { script, cwd: folder })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The reference of another OpenAPI document needs ${needed}: npm install --save-dev @redocly/cli@2\n`,
  })
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

test('mcp prints how to install its missing package', async () => {
  expect(await runProgram(['mcp'], { script, cwd: folder, env: { BILLIT_TOKEN: 'any' } })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'npx billit-io mcp needs an optional package: npm install --save-dev @modelcontextprotocol/server@2\n',
  })
})
