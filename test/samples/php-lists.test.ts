/** The PHP samples that read a list, from a server whose pages overlap. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sendJson, startLocalServer } from '../support/local-server.ts'
import { noPhp } from '../support/php.ts'

const SANDBOX = 'https://api.sandbox-billit.xyz/v1'
const FOLDER = new URL('../../spec/samples/', import.meta.url)

/** Runs a sample with two pages of the rows, and returns what it prints. */
async function run(name: string, pages: object[][], total: number): Promise<string> {
  const server = await startLocalServer(({ target }, response) => {
    const page = Number(new URL(target, SANDBOX).searchParams.get('page'))
    sendJson(response, { data: pages[page - 1], links: {}, meta: { current_page: page, last_page: pages.length, total } })
  })
  onTestFinished(() => server.close())
  const source = readFileSync(new URL(name, FOLDER), 'utf8').replace('<?php', '').replaceAll(SANDBOX, server.url)
  const { stdout } = await promisify(execFile)('php', ['-r', source], { env: { ...process.env, BILLIT_TOKEN: 'any' } })
  return stdout
}

const contact = (id: number) => ({ id, company: `Company ${id}` })
const invoice = (id: number) => ({ uuid: `uuid-${id}`, number: `A-${id}`, dateIssued: '2026-11-24', finalAmount: 10 })

describe.skipIf(noPhp).each([
  ['listContacts.php', contact, (id: number) => `${id} Company ${id}\n`],
  ['listInvoices.php', invoice, (id: number) => `A-${id} 2026-11-24 10\n`],
])('%s', (name, row, line) => {
  test('prints a row once that is on two pages', async () => {
    const pages = [
      [row(1), row(2)],
      [row(2), row(3)],
    ]
    expect(await run(name, pages, 3)).toBe([1, 2, 3].map(line).join(''))
  })

  test('fails if a row is on no page', async () => {
    const pages = [
      [row(1), row(2)],
      [row(2), row(4)],
    ]
    await expect(run(name, pages, 4)).rejects.toThrow('Rows are missing: run it again with another per_page.')
  })
})
