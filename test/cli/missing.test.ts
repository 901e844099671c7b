import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { PRISM_NODE } from '../../src/cli/mock-command.ts'
import { runProgram } from './program.ts'

/** A copy of the package, where nothing else is installed. */
const folder = mkdtempSync(join(tmpdir(), 'billit-alone-'))
afterAll(() => rmSync(folder, { recursive: true }))
const project = fileURLToPath(new URL('../..', import.meta.url))
for (const name of ['package.json', 'src', 'generated']) cpSync(join(project, name), join(folder, name), { recursive: true })
// The build puts these into the package.
mkdirSync(join(folder, 'node_modules'))
for (const name of ['ofetch', 'destr', 'ufo', 'node-fetch-native']) {
  symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name))
}
const script = join(folder, 'src/cli/billit.ts')

const INSTALL = 'npm install --save-dev @faker-js/faker@10 @stoplight/prism-http@5'

/** As if Node were of that version. */
const pretend = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`,
]

test.each(['docs', 'mock', 'verify'])('help of %s needs nothing that is optional', async (command) => {
  expect(await runProgram([command, '--help'], { script })).toMatchObject({ code: 0, stderr: '' })
})

test('without the optional packages it says how to install them', async () => {
  expect(await runProgram(['mock', '--port', '0'], { script })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The mock needs two packages that billit-io leaves out: ${INSTALL}\n`,
  })
})

test('the reference says so too', async () => {
  expect(await runProgram(['docs', '--port', '0'], { script })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The reference needs a package that billit-io leaves out: npm install --save-dev @redocly/cli@2\n',
  })
})

test('verify says so too', async () => {
  expect(await runProgram(['verify'], { script, env: { BILLIT_TOKEN: 'any' } })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'billit-io verify needs a package that billit-io leaves out: npm install --save-dev @stoplight/prism-http@5\n',
  })
})

test('on an older Node it says which one is needed', async () => {
  expect(await runProgram(['mock', '--port', '0'], { script, nodeArgs: pretend('24.17.3') })).toEqual({
    code: 1,
    stdout: '',
    stderr: `The mock needs two packages that billit-io leaves out, and Node 24.18 or later (this is 24.17.3): ${INSTALL}\n`,
  })
})

test('what an older Node cannot load is put down to it', async () => {
  const mock = join(folder, 'src/mock/index.ts')
  writeFileSync(mock, 'throw new SyntaxError("Unexpected token")')
  expect(await runProgram(['mock'], { script, nodeArgs: pretend('20.20.2') })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'The mock needs Node 24.18 or later (this is 20.20.2): Unexpected token\n',
  })
  const { code, stderr } = await runProgram(['mock'], { script })
  expect(code).toBe(1)
  expect(stderr).toContain('SyntaxError: Unexpected token\n')
})

test('the Node that it asks for is the one that Prism asks for', () => {
  const prism = createRequire(import.meta.url)('@stoplight/prism-http/package.json')
  expect(prism.engines.node).toBe(`>=${PRISM_NODE}.0`)
})

test('the optional packages are those that the tests run with', () => {
  const { peerDependencies, peerDependenciesMeta, devDependencies } = packageJson
  const majors = (versions: Record<string, string>, names: string[]) => names.map((name) => /\d+/.exec(versions[name] ?? '')?.[0])
  const names = Object.keys(peerDependencies)
  expect(Object.keys(peerDependenciesMeta)).toEqual(names)
  expect(majors(devDependencies, names)).toEqual(majors(peerDependencies, names))
})
