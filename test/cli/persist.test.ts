/** `--persist` under SIGKILL, while it writes: the file is whole, and nothing that was answered is lost. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { start } from './program.ts'

const headers = { authorization: 'Bearer anything', 'content-type': 'application/json' }
const WRITERS = 4
const ANSWERS = 25

test('killed in the middle of writes, and started again, three times', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-persist-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const answered: string[] = []
  for (let round = 1; round <= 3; round += 1) {
    const program = start(['mock', '--port', '0', '--quiet', '--rows', '20', '--persist', join(folder, 'state.json')])
    const [, url = ''] = await program.printed(/^Billit answers on (http:\S+\/v1) /)
    const kept = await namesAt(url)
    expect(answered.filter((name) => !kept.includes(name))).toEqual([])
    if (round === 3) break

    const target = answered.length + ANSWERS
    const write = async (writer: number): Promise<void> => {
      for (let count = 0; ; count += 1) {
        const company = `Round ${round}, writer ${writer}, ${count}`
        const body = JSON.stringify({ company, isCompany: true, customerType: 1, country: 'GR' })
        const response = await fetch(`${url}/contacts`, { method: 'POST', headers, body }).catch(() => undefined)
        // The mock is gone.
        if (!response) return
        if (response.status === 201) answered.push(company)
        // The other writers wait for their answers meanwhile.
        if (answered.length === target) await program.stop('SIGKILL')
      }
    }
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
    expect((await program.ended).code).toBe(null)
  }
  expect(answered.length).toBeGreaterThanOrEqual(2 * ANSWERS)
})

async function namesAt(url: string): Promise<unknown[]> {
  const response = await fetch(`${url.replace(/\/v1$/, '')}/_mock/state`)
  const { records } = (await response.json()) as { records: { contacts: Array<{ company: unknown }> } }
  return records.contacts.map(({ company }) => company)
}
