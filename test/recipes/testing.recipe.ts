/** Runs the tests of the page with Vitest and Jest. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const FOLDER = join(import.meta.dirname, 'testing')
const PACKAGES = join(import.meta.dirname, '../node_modules')

async function runTests(program: string, ...args: string[]): Promise<string> {
  // Without the variables that this Vitest sets for its workers.
  const { PATH, HOME } = process.env
  const options = { cwd: FOLDER, env: { PATH, HOME, NO_COLOR: '1', NODE_ENV: 'test' as const } }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(PACKAGES, program), ...args], options)
  return `${stdout}${stderr}`
}

test('the tests for Vitest pass, and run the code of the page', async () => {
  expect(await runTests('vitest/vitest.mjs', 'run', '--root', FOLDER)).toMatch(/Tests +3 passed/)
})

test('the tests for Jest pass', async () => {
  // The project of the reader is CommonJS, or has no type.
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }')
  const compilerOptions = { target: 'ES2022', module: 'Node16', strict: true, types: ['node'] }
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  expect(await runTests('jest/bin/jest.js')).toMatch(/Tests: +1 passed/)
})
