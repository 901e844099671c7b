import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, inject, test } from 'vitest'
import { sendJson, startLocalServer } from './support/local-server.ts'

const script = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url))
const TOKEN = 'not-for-any-output-0123456789'

interface Run {
  code: unknown
  stdout: string
  stderr: string
}

/** Runs the demo with its output in pipes, and with no other environment variables than the given ones. */
function runDemo(args: string[], env: Record<string, string> = {}, nodeArgs: string[] = []): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...nodeArgs, script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr })
    })
  })
}

const todayInAthens = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Athens' }).format(new Date())

test('the demo runs every step against a mock, and ignores the account in the environment', async () => {
  const before = todayInAthens()
  // No colours in a pipe, even with FORCE_COLOR.
  const env = { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: 'http://127.0.0.1:1', FORCE_COLOR: '1' }
  const { code, stdout, stderr } = await runDemo([], env)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const [, company = ''] = /^ 4\. Customer +VAT number 523456110 belongs to (.+?), /m.exec(stdout) ?? []
  const [, sale = '', day = '', amount = ''] =
    /^ 6\. Invoice +Τιμολόγιο Πώλησης no\. (\d+) of (\S+), (€[\d.]+),/m.exec(stdout) ?? []
  const [, pdf = ''] = /^ 9\. PDF +\d+ kB saved as (.+)$/m.exec(stdout) ?? []
  const next = Number(sale) + 1
  expect(company).toMatch(/^[Α-Ω. ]{5,}$/)
  expect([before, todayInAthens()]).toContain(day)
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(
      /^A mock of the Billit API is running on http:\/\/127\.0\.0\.1:\d+, with two years of a fictitious company's records\.$/,
    ),
    'It stores everything the demo creates.',
    '',
    ' 1. Token          accepted: the API returned "Hello from the Billit API"',
    ' 2. Account        Αιγαίο Λογισμικό Μονοπρόσωπη Ι.Κ.Ε., VAT number 512345009',
    expect.stringMatching(/^ 3\. Invoices {7}600 on 6 pages, newest issued on \d{4}-\d\d-\d\d$/),
    expect.stringMatching(/^ 4\. Customer .*\. Created as contact \d+$/),
    expect.stringMatching(/^ 5\. Validation .* no invoice is created: "The selected products\.0\.vatId is invalid\."$/),
    expect.stringMatching(`^ 6\\. Invoice .*, follows no\\. ${Number(sale) - 1}, myDATA mark 4\\d{14}$`),
    ` 7. In the list    Τιμολόγιο Πώλησης no. ${sale} to ${company} is the newest of 601 invoices`,
    expect.stringMatching(
      `^ 8\\. Payment {8}${amount.replace('.', '\\.')} by bank transfer \\(payment \\d+\\): no\\. ${sale} is paid, €0\\.00 open$`,
    ),
    ` 9. PDF            ${/\d+ kB/.exec(stdout)?.[0]} saved as ${pdf}`,
    '10. Lost response  the connection broke before the response to a second invoice; mayHaveSucceeded is true, so the demo does not retry',
    `                   a search of the list finds it exactly once: Τιμολόγιο Πώλησης no. ${next}`,
    '',
    'All steps succeeded.',
    '',
  ])
  expect(basename(pdf)).toBe(`Τιμολόγιο Πώλησης ${sale}.pdf`)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await readFile(pdf))), { mergePages: true })
  await rm(dirname(pdf), { recursive: true })
  expect(text).toContain(`Τιμολόγιο Πώλησης ${sale}`)
  expect(text).toContain(company)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain(TOKEN)
  expect(stdout).not.toContain('demo-token')
})

test('the demo prints one line and exits with 1 if a response is wrong', async () => {
  // Loaded before the demo. Changes the amount in responses.
  const wrongAmount = `
    const fetch = globalThis.fetch
    globalThis.fetch = async (input, init) => {
      const response = await fetch(input, init)
      if (!response.url.endsWith('/payments')) return response
      return new Response((await response.text()).replace(/"amount":[\\d.]+/, '"amount":5'), response)
    }`
  const { code, stderr } = await runDemo([], {}, ['--import', `data:text/javascript,${encodeURIComponent(wrongAmount)}`])
  expect(stderr).toBe('Step 8 (Payment) failed: The amount should be 502.2, but is 5.\n')
  expect(code).toBe(1)
})

test('--live without a token prints how to get one', async () => {
  const { code, stdout, stderr } = await runDemo(['--live'])
  expect(stderr).toBe(
    '--live needs a sandbox API token in BILLIT_TOKEN. Register at https://app.sandbox-billit.xyz and create one under Settings > API.\n',
  )
  expect(stdout).toBe('')
  expect(code).toBe(1)
})

test('--live sends no writes', async () => {
  const prismUrl = inject('prismUrl')
  const server = await startLocalServer(async ({ method, target, headers }, response) => {
    const forwarded = await fetch(prismUrl + target, { method, headers: { Authorization: headers.authorization ?? '' } })
    sendJson(response, await forwarded.json(), forwarded.status)
  })
  try {
    const { code, stdout, stderr } = await runDemo(['--live'], { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: server.url })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /',
      'GET /account',
      'GET /invoices',
      'GET /contacts',
    ])
    expect(server.requests.every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(true)
    expect(stdout).toContain(' 3. Invoices       2 of 5\n')
    expect(stdout.endsWith('\nAll steps succeeded. The demo only read data.\n')).toBe(true)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain(TOKEN)
  } finally {
    await server.close()
  }
})

test('--live reports a rejected token, and never prints it', async () => {
  const server = await startLocalServer(({ headers }, response) => {
    sendJson(response, { statusCode: 401, error: 'Authorization Required', message: `${headers.authorization}`, data: [] }, 401)
  })
  try {
    const { code, stdout, stderr } = await runDemo(['--live'], { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: server.url })
    expect(stderr).toMatch(/^Step 1 \(Token\) failed: .*401 Authorization Required.*\n$/)
    expect(code).toBe(1)
    expect(stdout + stderr).not.toContain(TOKEN)
  } finally {
    await server.close()
  }
})

test('rejects an unknown flag', async () => {
  const { code, stdout, stderr } = await runDemo(['--lively'])
  expect(stderr).toBe('Unknown option --lively. The only option is --live.\n')
  expect(stdout).toBe('')
  expect(code).toBe(2)
})
