/** The commands that the texts name are there. `npm run test:commands` runs them. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { runProgram } from '../cli/program.ts'

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const texts = ['README.md', 'CONTRIBUTING.md', 'spec/description.md', 'scripts/docs/SKILL.md'].map((name) => ({
  name,
  text: readFileSync(project(name), 'utf8'),
}))

test('what is to be installed is this package, or packages that it names', () => {
  const names = [packageJson.name, ...Object.keys(packageJson.peerDependencies)]
  const installed = texts.flatMap(({ text }) =>
    [...text.matchAll(/^ *npm install (?:--save-dev )?([^#\n]+)/gm)].flatMap(([, packages = '']) => packages.trim().split(' ')),
  )
  expect(installed.length).toBeGreaterThan(0)
  expect(names).toEqual(expect.arrayContaining(installed))
})

describe.each(texts)('$name', ({ text }) => {
  test('names scripts that package.json has', () => {
    const names = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name)
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(names))
  })

  test('names programs that are there, with flags that they have', async () => {
    for (const [, program = '', rest = ''] of text.matchAll(/\bnpx ([\w-]+)([^`\n#]*)/g)) {
      if (program !== 'billit-io') {
        expect([program, existsSync(project(`node_modules/.bin/${program}`))]).toEqual([program, true])
        continue
      }
      const [command = '', ...words] = rest.trim().split(/\s+/)
      const { code, stdout } = await runProgram([command, '--help'])
      expect([command, code]).toEqual([command, 0])
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(` ${flag} `)
    }
  })
})
