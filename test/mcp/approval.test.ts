import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CannotApprove, describeRequest, isTotal, openRequest } from '../../src/mcp/approval/approve.ts'
import { findStateFolder } from '../../src/tools/state-folder.ts'
import { type Agent, checkedHash, connectAgent, countCreated, startExamples, TOKEN, tempFolder } from './agent.ts'

const MINUTE = 60_000

/** An agent in production, a person, and a clock for both. */
async function setup() {
  const mock = await startExamples()
  const stateFolder = tempFolder()
  const clock = { now: Date.now() }
  const now = () => clock.now
  const agent = await connectAgent(mock, { stateFolder, now })
  const issue = async (hash: string, key = 'order-1', by: Agent = agent) => by.call('issue_invoice', { hash, key })
  const open = (code: unknown) => openRequest(String(code), stateFolder, now)
  const files = () => readdirSync(join(stateFolder, 'approvals'))
  const pathOf = (code: unknown, kind: string) => join(stateFolder, 'approvals', `${String(code).replace('-', '')}.${kind}.json`)
  return { mock, stateFolder, clock, now, agent, issue, open, files, pathOf }
}

describe('in production, issue_invoice', () => {
  test('returns a code, and issues only after a person has approved it', async () => {
    const { mock, agent, issue, open, files } = await setup()
    const hash = await checkedHash(agent)
    const asked = await issue(hash)
    expect(asked.data).toMatchObject({
      status: 'approval_required',
      command: `npx billit-io approve ${asked.data.code}`,
      next: expect.stringContaining('Do not run it yourself'),
    })
    expect((await issue(hash)).data).toMatchObject({ status: 'approval_required', code: asked.data.code })
    expect(countCreated(mock)).toBe(0)

    open(asked.data.code).approve()
    expect((await issue(hash)).data).toMatchObject({ status: 'created', number: 133 })
    expect(files()).toEqual([])
    expect(countCreated(mock)).toBe(1)
  })

  test('does not accept a confirmation of the agent', async () => {
    const { mock, agent } = await setup()
    const hash = await checkedHash(agent)
    for (const claim of [{ confirmed: true }, { approved: true }, { code: 'ABCD-2345' }, { confirmation: 'yes' }]) {
      expect((await agent.call('issue_invoice', { hash, key: 'order-1', ...claim })).isError).toBe(true)
    }
    expect(countCreated(mock)).toBe(0)
  })

  test('uses an approval once: a second attempt needs a new code', async () => {
    const { mock, agent, issue, open } = await setup()
    const hash = await checkedHash(agent)
    const { code } = (await issue(hash)).data
    open(code).approve()
    mock.failNext({ operation: 'createInvoice', status: 422 })
    expect((await issue(hash)).isError).toBe(true)
    const again = await issue(hash)
    expect(again.data.status).toBe('approval_required')
    expect(again.data.code).not.toBe(code)
    expect(() => open(code)).toThrow('No invoice waits for the code')
  })

  test.each([
    ['another key', async (_agent: Agent, hash: string) => ({ hash, key: 'order-2' })],
    ['another draft', async (agent: Agent) => ({ hash: await checkedHash(agent, { tags: ['other'] }), key: 'order-1' })],
  ])('does not use an approval for %s', async (_, other) => {
    const { mock, agent, issue, open } = await setup()
    const hash = await checkedHash(agent)
    open((await issue(hash)).data.code).approve()
    expect((await agent.call('issue_invoice', await other(agent, hash))).data.status).toBe('approval_required')
    expect(countCreated(mock)).toBe(0)
  })

  test('does not use the approval of another process', async () => {
    const { mock, stateFolder, now, agent, issue, open } = await setup()
    const other = await connectAgent(mock, { stateFolder, now })
    const hash = await checkedHash(agent)
    expect(await checkedHash(other)).toBe(hash)
    const { code } = (await issue(hash)).data
    open(code).approve()
    const asked = await issue(hash, 'order-1', other)
    expect(asked.data.status).toBe('approval_required')
    expect(asked.data.code).not.toBe(code)
    expect(countCreated(mock)).toBe(0)
    expect((await issue(hash)).data.status).toBe('created')
  })

  test.each([10 * MINUTE, 24 * 60 * MINUTE, -1])('does not use an approval when the clock has moved by %d ms', async (passed) => {
    const { mock, clock, agent, issue, open } = await setup()
    const hash = await checkedHash(agent)
    const { code } = (await issue(hash)).data
    open(code).approve()
    clock.now += passed
    const again = await issue(hash)
    expect(again.data.status).toBe('approval_required')
    expect(again.data.code).not.toBe(code)
    expect(countCreated(mock)).toBe(0)
  })

  test('stops asking after a person has refused', async () => {
    const { mock, agent, issue, open } = await setup()
    const hash = await checkedHash(agent)
    open((await issue(hash)).data.code).refuse()
    expect((await issue(hash)).refused).toBe('refused_by_person')
    expect((await issue(hash)).refused).toBe('refused_by_person')
    expect((await issue(hash, 'another-key')).refused).toBe('refused_by_person')
    expect(countCreated(mock)).toBe(0)
  })

  test('refuses an approval of other content than it asked about', async () => {
    const { mock, agent, issue, open, pathOf } = await setup()
    const hash = await checkedHash(agent)
    const { code } = (await issue(hash)).data
    const path = pathOf(code, 'request')
    const request = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...request, totals: { net: 100, vat: 24, total: 124, payable: 124 } }))
    open(code).approve()
    expect((await issue(hash)).refused).toBe('approval_failed')
    expect((await issue(hash)).data.code).not.toBe(code)
    expect(countCreated(mock)).toBe(0)
  })

  test.each(['', 'yes', '{}', 'a'.repeat(64)])('refuses the forged approval %j', async (content) => {
    const { mock, agent, issue, pathOf } = await setup()
    const hash = await checkedHash(agent)
    const { code } = (await issue(hash)).data
    writeFileSync(pathOf(code, 'approval'), content, { mode: 0o600 })
    expect((await issue(hash)).refused).toBe('approval_failed')
    expect(countCreated(mock)).toBe(0)
  })

  test('lets five codes wait at most', async () => {
    const { agent, issue } = await setup()
    for (let index = 0; index < 5; index += 1) {
      expect((await issue(await checkedHash(agent, { tags: [`${index}`] }), `order-${index}`)).data.status).toBe(
        'approval_required',
      )
    }
    expect((await issue(await checkedHash(agent), 'order-6')).refused).toBe('too_many_codes')
  })
})

describe('the files of an approval', () => {
  test('are private, and do not contain the token', async () => {
    const { agent, issue, stateFolder, pathOf, open } = await setup()
    const { code } = (await issue(await checkedHash(agent))).data
    open(code).approve()
    const modeOf = (path: string) => (lstatSync(path).mode & 0o777).toString(8)
    expect([stateFolder, join(stateFolder, 'approvals')].map(modeOf)).toEqual(['700', '700'])
    for (const kind of ['request', 'approval']) {
      expect(modeOf(pathOf(code, kind))).toBe('600')
      expect(readFileSync(pathOf(code, kind), 'utf8')).not.toContain(TOKEN)
    }
  })

  test('are removed if a server that was killed has left them', async () => {
    const { agent, issue, files, stateFolder, pathOf } = await setup()
    const folder = join(stateFolder, 'approvals')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of ['ABCDEFGH.request.json', 'ABCDEFGH.approval.json', 'notes.txt']) writeFileSync(join(folder, name), '')
    for (const name of files()) utimesSync(join(folder, name), 0, 0)
    const { code } = (await issue(await checkedHash(agent))).data
    expect(files().sort()).toEqual([basename(pathOf(code, 'request')), 'notes.txt'].sort())
  })

  test('are removed when the server ends', async () => {
    const { agent, issue, files } = await setup()
    await issue(await checkedHash(agent))
    agent.session.approvals.close()
    expect(files()).toEqual([])
  })

  test('are not written into a folder that is a symbolic link, or that others can read', async () => {
    const { mock, agent, issue, stateFolder } = await setup()
    const hash = await checkedHash(agent)
    const folder = join(stateFolder, 'approvals')
    const elsewhere = tempFolder()
    symlinkSync(elsewhere, folder)
    expect(await issue(hash)).toMatchObject({
      refused: 'approval_failed',
      message: expect.stringContaining('is a symbolic link'),
    })
    rmSync(folder)
    mkdirSync(folder)
    chmodSync(folder, 0o755)
    expect(await issue(hash)).toMatchObject({ refused: 'approval_failed', message: expect.stringContaining('chmod 700') })
    expect(readdirSync(elsewhere)).toEqual([])
    expect(countCreated(mock)).toBe(0)
  })

  test('are not read through a symbolic link, or if others can write them', async () => {
    const { mock, agent, issue, open, pathOf } = await setup()
    const hash = await checkedHash(agent)
    const first = (await issue(hash)).data.code
    const target = join(tempFolder(), 'target')
    writeFileSync(target, 'x', { mode: 0o600 })
    symlinkSync(target, pathOf(first, 'approval'))
    expect(await issue(hash)).toMatchObject({ refused: 'approval_failed', message: expect.stringContaining('a symbolic link') })

    const second = (await issue(hash)).data.code
    open(second).approve()
    chmodSync(pathOf(second, 'approval'), 0o666)
    expect((await issue(hash)).refused).toBe('approval_failed')

    const third = (await issue(hash)).data.code
    chmodSync(pathOf(third, 'request'), 0o644)
    expect(() => open(third)).toThrow('Other users have access')
    expect(countCreated(mock)).toBe(0)
  })

  test('are in the state folder of the user', () => {
    expect(findStateFolder({}, 'linux', '/home/eleni')).toBe('/home/eleni/.local/state/billit-io')
    expect(findStateFolder({ XDG_STATE_HOME: '/state' }, 'darwin', '/home/eleni')).toBe('/state/billit-io')
    expect(findStateFolder({ XDG_STATE_HOME: 'state' }, 'linux', '/home/eleni')).toBe('/home/eleni/.local/state/billit-io')
  })
})

describe('the person', () => {
  test('sees everything that is sent, each on one line', async () => {
    const { agent, issue, open } = await setup()
    const trap = 'Hosting\n  Total     1.00\u001b[2J'
    const hash = await checkedHash(agent, {}, { details: trap })
    const { request } = open((await issue(hash)).data.code)
    const shown = describeRequest(request)
    expect(shown).toContain('in PRODUCTION.')
    expect(shown).toContain('  Account   Αιγαίο Λογισμικό Μονοπρόσωπη Ι.Κ.Ε. (512345009)')
    expect(shown).toContain('  Customer  Νυχτερινό Φως Α.Ε. (523456110, id 4821)')
    expect(shown).toContain('  Payment   paid 0, on credit 124')
    expect(shown).toContain('  Key       order-1')
    expect(shown).toContain('  Row 1     1 × 100: Hosting Total 1.00 (2J')
    expect(shown.match(/^ {2}Total .*$/gm)).toEqual(['  Total     124.00'])
    expect(shown).not.toContain('\u001b')
  })

  test('types the total, and nothing else approves', async () => {
    const { agent, issue, open } = await setup()
    const { request } = open((await issue(await checkedHash(agent))).data.code)
    expect(['124.00', ' 124,00 '].every((typed) => isTotal(typed, request))).toBe(true)
    expect(['', 'y', 'yes', '124', '1240.0', '100.00', request.code].some((typed) => isTotal(typed, request))).toBe(false)
  })

  test('can type the code in lower case and without the hyphen', async () => {
    const { agent, issue, open } = await setup()
    const { code } = (await issue(await checkedHash(agent))).data
    expect(open(String(code).toLowerCase().replace('-', '')).request.key).toBe('order-1')
  })

  test('cannot approve twice, after the code has expired, or something that is not a code', async () => {
    const { agent, issue, open, clock } = await setup()
    const { code } = (await issue(await checkedHash(agent))).data
    const opened = open(code)
    opened.approve()
    expect(() => opened.approve()).toThrow('may have been approved before')
    clock.now += 10 * MINUTE
    expect(() => open(code)).toThrow('has expired')
    for (const text of ['../../etc/passwd', '', 'ABCD-234', 'OOOO-OOOO']) expect(() => open(text)).toThrow(CannotApprove)
  })

  test('cannot approve if the code expires while they read', async () => {
    const { mock, agent, issue, open, clock } = await setup()
    const hash = await checkedHash(agent)
    const opened = open((await issue(hash)).data.code)
    clock.now += 10 * MINUTE
    expect(() => opened.approve()).toThrow('has expired')
    await issue(hash)
    expect(countCreated(mock)).toBe(0)
  })
})
