/**
 * Every command that the package prints or documents starts with `npx billit-io`. In a folder without the package,
 * `npx billit` would download and run another package of that name.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runProgram } from './program.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const WORDS = 'docs|export|mock|verify|watch|request|ping|mcp|invoices|contacts|products|completion'
const FORBIDDEN = [
  // The package name is `billit-io`.
  /\bnpx (?:-\S+ )*billit(?!-io)\b/,
  // The short name of the bin, as a command to type.
  new RegExp(`(?<![\\w./@-])billit (?:${WORDS}|--?\\w)`),
]

const findForbidden = (text: string): string[] => text.split('\n').filter((line) => FORBIDDEN.some((each) => each.test(line)))

const files = globSync(
  [
    '{README,CHANGELOG,CONTRIBUTING}.md',
    '.changeset/*.md',
    'spec/**/*.{md,yaml,ts,sh}',
    'scripts/**/*.{md,ts}',
    'src/**/*.{ts,tsx,md}',
  ],
  { cwd: project },
)

test('finds a command with another name', () => {
  const lines = ['npx billit mock', 'npx --yes billit mock', 'Run `billit export --to x`', 'billit --help']
  expect(findForbidden(lines.join('\n'))).toEqual(lines)
  const allowed = ['npx billit-io mock', 'billit-io mock', 'a Billit export', "import { exportAll } from 'billit-io/export'"]
  expect(findForbidden(allowed.join('\n'))).toEqual([])
})

test('documents and messages name only npx billit-io', () => {
  expect(files.filter((file) => file.startsWith('src/')).length).toBeGreaterThan(100)
  for (const file of ['README.md', 'spec/openapi.yaml', 'scripts/docs/SKILL.md']) {
    expect(existsSync(`${project}/${file}`) && files.includes(file), file).toBe(true)
  }
  const found = files.flatMap((file) =>
    findForbidden(readFileSync(`${project}/${file}`, 'utf8')).map((line) => `${file}: ${line}`),
  )
  expect(found).toEqual([])
})

test.each([[], ['invoices'], ...COMMANDS.map(({ name }) => name.split(' '))])(
  'the help of billit-io %s names only npx billit-io',
  async (...command) => {
    const { stdout } = await runProgram([...command, '--help'])
    const [, usage] = /^Usage: (.*)$/m.exec(stdout) ?? []
    expect(usage).toMatch(/^(BILLIT_TOKEN=\S+ )?npx billit-io /)
    expect(findForbidden(stdout)).toEqual([])
    const [, examples = ''] = /\nExamples\n((?: {2}.+\n?)+)/.exec(stdout) ?? []
    for (const line of examples.trim().split('\n').filter(Boolean)) expect(line).toMatch(/^\s*(BILLIT_TOKEN=\S+ )?npx billit-io /)
  },
)
