/** The commands that the texts name are there. What they do is tested elsewhere: RUN_BY says where. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { run } from '../cli/program.ts'

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const texts = ['README.md', 'CONTRIBUTING.md', 'spec/description.md'].map((name) => ({
  name,
  text: readFileSync(project(name), 'utf8'),
}))

/** Each command in the texts' blocks of `sh`, but for curl, which test/samples/ runs, and the file that runs it or what it starts. A new command needs an entry. */
const RUN_BY: Record<string, string> = {
  'npm ci': '.ci/run',
  'npm run demo': '.ci/run',
  'npm test': '.ci/run',
  'npx billit mock': 'test/cli/mock.test.ts',
  'npx billit docs': 'test/cli/docs.test.ts',
  'npm run mock': 'test/cli/reload.test.ts',
  'npm run docs': 'test/docs/docs.test.ts',
  'npm run docs -- --serve': 'test/cli/docs.test.ts',
}

/** They ask the registry for packages of a name, so only the names are tested. */
const INSTALL = /^npm install (?:--save-dev )?(.+)$/

const commands = texts.flatMap(({ text }) =>
  [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)]
    .flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => line.replace(/ #.*/, '').split('&&'))
    .map((command) => command.trim())
    .filter((command) => command !== '' && !command.startsWith('curl ')),
)

test('each command of a block is run by a test, or installs packages that we know', () => {
  const names = [packageJson.name, ...Object.keys(packageJson.peerDependencies)]
  const installed = commands.flatMap((command) => INSTALL.exec(command)?.[1]?.split(' ') ?? [])
  expect(names).toEqual(expect.arrayContaining(installed))
  const others = commands.filter((command) => !INSTALL.test(command))
  expect([...new Set(others)].sort()).toEqual(Object.keys(RUN_BY).sort())
  for (const file of Object.values(RUN_BY)) expect([file, existsSync(project(file))]).toEqual([file, true])
})

describe.each(texts)('$name', ({ text }) => {
  test('names scripts that package.json has', () => {
    const names = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name)
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(names))
  })

  test('names programs that are there, with flags that they have', async () => {
    for (const [, program = '', rest = ''] of text.matchAll(/\bnpx ([\w-]+)([^`\n#]*)/g)) {
      if (program !== 'billit') {
        expect([program, existsSync(project(`node_modules/.bin/${program}`))]).toEqual([program, true])
        continue
      }
      const [command = '', ...words] = rest.trim().split(/\s+/)
      const { code, stdout } = await run([command, '--help'])
      expect([command, code]).toEqual([command, 0])
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(` ${flag} `)
    }
  })
})
