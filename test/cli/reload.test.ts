import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { Billit } from '../../src/index.ts'
import { start } from './program.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))

/** Starts `npm run mock` on a copy of the spec. */
async function startOnCopy() {
  const cwd = mkdtempSync(join(tmpdir(), 'billit-spec-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  for (const name of ['spec', 'redocly.yaml', 'scripts/mydata']) cpSync(join(project, name), join(cwd, name), { recursive: true })
  // Redocly's plugin imports packages.
  symlinkSync(join(project, 'node_modules'), join(cwd, 'node_modules'))
  const program = start(['--port', '0', '--examples'], { script: join(project, 'scripts/mock.ts'), cwd })
  const [, baseUrl = ''] = await program.printed(/^The mock listens on (\S+) .*Press Ctrl-C to stop\.\n/s)
  return { cwd, program, billit: new Billit({ token: 'anything', baseUrl, rateLimit: false, maxRetries: 0 }) }
}

test('restarts the mock on the same port after a change of the spec, unless the spec is invalid', async () => {
  const { cwd, program, billit } = await startOnCopy()
  expect((await billit.ping()).msg).toBe('Hello from the Billit API')
  // A file that the root file refers to.
  const file = join(cwd, 'spec/components/examples/credentials.yaml')
  const text = readFileSync(file, 'utf8')

  writeFileSync(file, text.replace('Hello', 'Good day'))
  await program.printed(/\nspec\/ has changed: restarted the mock\.\n/)
  expect((await billit.ping()).msg).toBe('Good day from the Billit API')

  writeFileSync(file, text.replace('CredentialsWork', 'Misspelled'))
  await program.printed(
    /\nspec\/ has changed, but the new version is invalid\. The mock keeps the previous one:\n.*credentials\.yaml#\/CredentialsWork/s,
  )
  expect((await billit.ping()).msg).toBe('Good day from the Billit API')

  // Editors save like this: they rename a new file.
  writeFileSync(`${file}~`, text.replace('Hello', 'Good evening'))
  renameSync(`${file}~`, file)
  await program.printed(/previous one:\n.*\nspec\/ has changed: restarted the mock\.\n/s)
  expect((await billit.ping()).msg).toBe('Good evening from the Billit API')

  const { code, stdout, stderr } = await program.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/ POST /g)).toHaveLength(4)
}, 60_000)
