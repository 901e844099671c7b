/** Text of a server does not control the terminal. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { runProgram, start } from './program.ts'

/** Clears the screen, sets the title of the window, writes to the clipboard, hides text, reorders it, and begins new lines. */
const EVIL =
  'FORGED\nFORGED\r\nFORGED\u2028FORGED\u2029FORGED\x85FORGED\x1b[2J\x1b]0;owned\x07\x1b]52;c;cm0=\x07\u009b8m\r\b\x7f\u202egnp'
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/

const FORGED_LINE = /^FORGED/m

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'billit-terminal-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

async function startEvilServer(status: number) {
  const server = await startLocalServer((_, response) =>
    sendJson(
      response,
      { statusCode: status, message: EVIL, error: EVIL, errors: { [EVIL]: [EVIL] }, data: [{ uuid: EVIL, id: EVIL }] },
      status,
    ),
  )
  onTestFinished(() => server.close())
  return server.url
}

test.each([200, 400, 403, 404, 422])('export escapes the text of a server that returns %i', async (status) => {
  const url = await startEvilServer(status)
  for (const flags of [[], ['--json']]) {
    const { code, stdout, stderr } = await runProgram(['export', '--to', 'billit.db', '--rate-limit', 'off', ...flags], {
      cwd: folder(),
      env: { BILLIT_TOKEN: 'secret-token', BILLIT_BASE_URL: url, BILLIT_LOG: 'debug' },
    })
    expect([code, (stdout + stderr).length > 20]).toEqual([1, true])
    expect(stdout + stderr).not.toMatch(CONTROLS)
    expect(stdout + stderr).not.toMatch(FORGED_LINE)
  }
})

test.each([200, 422])('verify escapes the text of a server that returns %i', async (status) => {
  const url = await startEvilServer(status)
  const { stdout, stderr } = await runProgram(['verify', '--base-url', url], {
    cwd: folder(),
    env: { BILLIT_TOKEN: 'secret-token' },
  })
  expect((stdout + stderr).length).toBeGreaterThan(20)
  expect(stdout + stderr).not.toMatch(CONTROLS)
  expect(stdout + stderr).not.toMatch(FORGED_LINE)
})

test('SIGHUP stops the command as Ctrl-C does', async () => {
  const program = start(['mock', '--port', '0', '--examples'])
  await program.printed(/Press Ctrl-C/)
  expect(await program.stop('SIGHUP')).toMatchObject({ code: 0, stderr: '' })
})
