/** The check for breaking changes of the OpenAPI document, run in a copy of the project that has a released document. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from '../cli/program.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'billit-released-'))
const documentFile = join(copy, 'generated/openapi.json')

interface Document {
  paths: Record<string, Record<string, unknown>>
}

const run = (...args: string[]) =>
  runProgram(args, { script: join(copy, 'scripts/check-breaking.ts'), env: { ...process.env } as Record<string, string> })

beforeAll(() => {
  for (const name of ['package.json', 'src', 'generated', 'scripts'])
    cpSync(join(project, name), join(copy, name), { recursive: true })
  mkdirSync(join(copy, '.changeset'))
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true }))

test('reports no breaking changes right after a release', async () => {
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('No document has been released') })
  expect(await run('--release')).toMatchObject({ code: 0 })
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('0 breaking changes') })
})

test('rejects a removed operation until a changeset announces a breaking change', async () => {
  const document: Document = JSON.parse(readFileSync(documentFile, 'utf8'))
  delete document.paths['/tags/{id}']?.delete
  writeFileSync(documentFile, JSON.stringify(document))
  const refused = await run()
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("run 'npm run changeset' and choose minor or major") })
  expect(refused.stdout).toContain('/tags/{id}')

  writeFileSync(join(copy, '.changeset/small.md'), '---\n"billit-io": patch\n---\n\nTags stay.\n')
  expect(await run()).toMatchObject({ code: 1 })
  writeFileSync(join(copy, '.changeset/large.md'), '---\n"billit-io": minor\n---\n\nTags stay.\n')
  expect(await run()).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('1 breaking changes since the last release, and a changeset'),
  })
})
