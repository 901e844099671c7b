import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { sendJson, startLocalServer } from './support/local-server.ts'

const script = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url))
const TOKEN = 'not-for-any-output-0123456789'

interface Run {
  code: unknown
  stdout: string
  stderr: string
}

/** Runs the demo with its output in a pipe, and with nothing in its environment but what the test says. */
function runDemo(args: string[], env: Record<string, string> = {}, nodeArgs: string[] = []): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...nodeArgs, script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, stdout, stderr })
    })
  })
}

const todayInAthens = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Athens' }).format(new Date())

test('the demo walks through the whole job, away from the account in the environment', async () => {
  const before = todayInAthens()
  // Even told to colour it writes none into a pipe.
  const env = { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: 'http://127.0.0.1:1', FORCE_COLOR: '1' }
  const { code, stdout, stderr } = await runDemo([], env)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout.match(/^\d+\. .*/gm)).toEqual([
    '1. Check the credentials',
    '2. Read the account, and choose from it',
    '3. List the invoices, page by page',
    '4. Look a company up, and create its contact',
    '5. Create an invoice, dated today',
    '6. Fetch the invoice',
    '7. Create a one-click-payment link',
    '8. Record a payment',
    '9. Send an invoice with a mistake',
  ])
  expect(stdout).toContain('   VAT               ΦΠΑ 24% (id 901)\n')
  expect(stdout).toContain('   registry          ΝΥΧΤΕΡΙΝΟ ΦΩΣ Α.Ε., ΣΤΑΔΙΟΥ 5, ΑΘΗΝΑ\n')
  expect(stdout).toContain('   page 3 of 3       no. 128  2026-10-05  Νυχτερινό Φως Α.Ε.       744.00  paid\n')
  expect(stdout).toContain('   to pay            436.80 after 84.00 withheld\n')
  expect([before, todayInAthens()]).toContain(/sent with date {4}(\S+), the day in Athens\n/.exec(stdout)?.[1])
  expect(stdout).toMatch(/ {3}PDF {15}https:\/\/app\.sandbox-billit\.xyz\/invoice\/[\da-f-]{36}\/pdf\n/)
  expect(stdout).toMatch(/ {3}address {11}https:\/\/app\.sandbox-billit\.xyz\/ocp\/[\da-f-]{36}\n/)
  expect(stdout).toContain('   products.0.vatId  This VAT rate does not exist. The VAT rate must be a number.\n')
  expect(stdout.endsWith('\nEvery step went as it should.\n')).toBe(true)
  expect(stdout).not.toContain('\u001b')
  expect(stdout).not.toContain(TOKEN)
  expect(stdout).not.toContain('demo-token')
})

test('the demo ends with one sentence when an answer is not what was expected', async () => {
  // Loaded before the demo: a server that records another amount.
  const wrongAmount = `
    const fetch = globalThis.fetch
    globalThis.fetch = async (request) => {
      const response = await fetch(request)
      if (!request.url.endsWith('/payments')) return response
      return new Response((await response.text()).replace('"amount":500', '"amount":5'), response)
    }`
  const { code, stderr } = await runDemo([], {}, ['--import', `data:text/javascript,${encodeURIComponent(wrongAmount)}`])
  expect(stderr).toBe('Step 8 (Record a payment) failed: The amount should be 500, but came back as 5.\n')
  expect(code).toBe(1)
})

test('--live without a token says what it needs', async () => {
  const { code, stdout, stderr } = await runDemo(['--live'])
  expect(stderr).toBe(
    '--live needs a sandbox token in BILLIT_TOKEN: register at https://app.sandbox-billit.xyz and make one under Settings > API.\n',
  )
  expect(stdout).toBe('')
  expect(code).toBe(1)
})

test('--live only reads', async () => {
  const prismUrl = inject('prismUrl')
  const server = await startLocalServer(async ({ method, target, headers }, response) => {
    const answer = await fetch(prismUrl + target, { method, headers: { Authorization: headers.authorization ?? '' } })
    sendJson(response, await answer.json(), answer.status)
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
    expect(stdout).toContain('   invoices          2 of 5\n')
    expect(stdout.endsWith('\nEvery step went as it should. Nothing was changed.\n')).toBe(true)
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain(TOKEN)
  } finally {
    await server.close()
  }
})

test('--live tells a refused token, and never shows it', async () => {
  const server = await startLocalServer(({ headers }, response) => {
    sendJson(response, { statusCode: 401, error: 'Authorization Required', message: `${headers.authorization}`, data: [] }, 401)
  })
  try {
    const { code, stdout, stderr } = await runDemo(['--live'], { BILLIT_TOKEN: TOKEN, BILLIT_BASE_URL: server.url })
    expect(stderr).toMatch(/^Step 1 \(Check the credentials\) failed: .*401 Authorization Required.*\n$/)
    expect(code).toBe(1)
    expect(stdout + stderr).not.toContain(TOKEN)
  } finally {
    await server.close()
  }
})

test('an unknown flag is refused', async () => {
  const { code, stdout, stderr } = await runDemo(['--lively'])
  expect(stderr).toBe('The demo takes --live or nothing, not --lively.\n')
  expect(stdout).toBe('')
  expect(code).toBe(2)
})
