/** `--persist` and SIGKILL: the file stays valid, and contains every acknowledged write. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { start } from './program.ts'

const headers = { authorization: 'Bearer anything', 'content-type': 'application/json' }
const WRITERS = 4
const RESPONSES = 25

test('keeps every acknowledged write after SIGKILL during writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-persist-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const acknowledged: string[] = []
  for (let round = 1; round <= 3; round += 1) {
    const program = start(['mock', '--port', '0', '--quiet', '--rows', '20', '--persist', join(folder, 'state.json')])
    const [, url = ''] = await program.printed(/^The mock listens on (http:\S+\/v1) /)
    const names = await readNames(url)
    expect(acknowledged.filter((name) => !names.includes(name))).toEqual([])
    if (round === 3) break

    const target = acknowledged.length + RESPONSES
    const write = async (writer: number): Promise<void> => {
      for (let count = 0; ; count += 1) {
        const company = `Round ${round}, writer ${writer}, ${count}`
        const body = JSON.stringify({ company, isCompany: true, customerType: 1, country: 'GR' })
        const response = await fetch(`${url}/contacts`, { method: 'POST', headers, body }).catch(() => undefined)
        // The mock has been killed.
        if (!response) return
        if (response.status === 201) acknowledged.push(company)
        // The other writers are still waiting for responses.
        if (acknowledged.length === target) await program.stop('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
    expect((await program.ended).code).toBe(null)
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(2 * RESPONSES)
})

async function readNames(url: string): Promise<unknown[]> {
  const response = await fetch(`${url.replace(/\/v1$/, '')}/_mock/state`)
  const { records } = (await response.json()) as { records: { contacts: Array<{ company: unknown }> } }
  return records.contacts.map(({ company }) => company)
}
