/** `billit-io completion`: scripts made from the table of commands. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { flagsOf } from '../../src/cli/command.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { COMPLETIONS, SHELLS } from '../../src/cli/completion.ts'
import { runProgram } from './program.ts'

describe.each(SHELLS)('the script for %s', (shell) => {
  test('has every command and every flag', () => {
    const script = COMPLETIONS[shell](COMMANDS)
    for (const command of COMMANDS) {
      for (const word of command.name.split(' ')) expect(script).toMatch(new RegExp(`\\b${word}\\b`))
      for (const flag of Object.keys(flagsOf(command))) expect(script).toMatch(new RegExp(`(--|-l )${flag}\\b`))
    }
  })

  test('is what the command prints', async () => {
    expect(await runProgram(['completion', shell])).toEqual({ code: 0, stdout: `${COMPLETIONS[shell](COMMANDS)}\n`, stderr: '' })
  })
})

/** What bash offers for the last word. */
function complete(...words: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `${COMPLETIONS.bash(COMMANDS)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _billit_io; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      ...words,
    ],
    { encoding: 'utf8' },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.trim().split('\n')
}

test('bash completes commands, flags, and the values of flags', () => {
  expect(complete('billit-io', 'i')).toEqual(['invoices'])
  expect(complete('billit-io', 'invoices', '')).toEqual(['list', 'get', 'pdf', 'create'])
  expect(complete('billit-io', 'invoices', 'create', '--d')).toEqual(['--dry-run'])
  expect(complete('billit-io', 'invoices', 'list', '--d')).toEqual([''])
  expect(complete('billit', 'ping', '--environment', '')).toEqual(['sandbox', 'production'])
  expect(complete('billit-io', 'help', 'con')).toEqual(['contacts'])
  expect(complete('billit-io', 'completion', 'z')).toEqual(['zsh'])
})

test('rejects another shell', async () => {
  expect(await runProgram(['completion', 'tcsh'])).toEqual({
    code: 2,
    stdout: '',
    stderr: "completion supports bash, zsh, fish, but not 'tcsh'.\n",
  })
})
