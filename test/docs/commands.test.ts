/** The commands in the texts exist. `scripts/check-commands.ts` runs them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { runProgram } from '../cli/program.ts'

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const sdkGuide = readdirSync(project('spec/guide/sdk'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `spec/guide/sdk/${name}`)
const texts = ['README.md', 'CONTRIBUTING.md', 'spec/description.md', 'scripts/docs/SKILL.md', ...sdkGuide].map((name) => ({
  name,
  text: readFileSync(project(name), 'utf8'),
}))

test('npm install commands install only this package and its peers', () => {
  const names = [packageJson.name, ...Object.keys(packageJson.peerDependencies)]
  const installed = texts.flatMap(({ text }) =>
    [...text.matchAll(/^ *npm install (?:--save-dev |--global )?([^#\n]+)/gm)].flatMap(([, packages = '']) =>
      packages.trim().split(' '),
    ),
  )
  expect(installed.length).toBeGreaterThan(0)
  expect(names).toEqual(expect.arrayContaining(installed))
})

describe.each(texts)('$name', ({ text }) => {
  test('names only scripts of package.json', () => {
    const names = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name)
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(names))
  })

  test('names only existing programs and flags', async () => {
    for (const [, program = '', rest = ''] of text.matchAll(/\bnpx ([\w-]+)([^`\n#]*)/g)) {
      if (program !== packageJson.name) {
        expect([program, existsSync(project(`node_modules/.bin/${program}`))]).toEqual([program, true])
        continue
      }
      const words = rest.split(/\s+/).filter(Boolean)
      const flag = words.findIndex((word) => word.startsWith('--'))
      const command = words.slice(0, flag === -1 ? words.length : flag)
      const { code, stdout } = await runProgram([...command, '--help'])
      expect([command, code]).toEqual([command, 0])
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(` ${flag} `)
    }
  })
})
