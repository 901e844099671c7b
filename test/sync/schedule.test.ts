import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DetailTask, FIRST_TURN, lookInterval, nextTurn, requestInterval, type Task } from '../../src/sync/schedule.ts'
import { type Delays, delayText, measureDelays } from './delays.ts'

describe('the schedule', () => {
  const aShare = fc.double({ min: 0.05, max: 1, noNaN: true })
  const someTasks = fc.subarray<DetailTask>(['changed', 'undecided', 'recent', 'rest'])

  /** The tasks of the first requests, if these always have work. */
  async function run(share: number, ready: readonly DetailTask[], requests: number): Promise<Task[]> {
    const tasks: Task[] = []
    let turns = FIRST_TURN
    for (let request = 0; request < requests; request += 1) {
      const turn = await nextTurn(turns, request * requestInterval(share), requestInterval(share), (task) => ready.includes(task))
      tasks.push(turn.task)
      turns = turn.turns
    }
    return tasks
  }

  test('never starves a task, whatever else has work', async () => {
    await fc.assert(
      fc.asyncProperty(aShare, someTasks, async (share, ready) => {
        const tasks = await run(share, ready, 3 * 24)
        for (const task of [...ready, 'list', 'look'] as const) expect(tasks).toContain(task)
        expect(tasks.filter((task) => task === 'look').length).toBeLessThanOrEqual((3 * 24) / 3 + 1)
        for (const task of tasks) expect([...ready, 'list', 'look']).toContain(task)
      }),
    )
  })

  test('looks on time, and at once after a start', async () => {
    const now = 5_000_000
    const nothing = () => false
    expect((await nextTurn(FIRST_TURN, now, 1000, nothing)).task).toBe('look')
    const { turns } = await nextTurn(FIRST_TURN, now, 1000, nothing)
    expect((await nextTurn(turns, now + lookInterval(1000) - 1, 1000, nothing)).task).toBe('list')
    expect((await nextTurn(turns, now + lookInterval(1000), 1000, nothing)).task).toBe('look')
  })

  test('spends every other request on changed invoices, without looks', async () => {
    const tasks = (await run(0.3, ['changed', 'undecided', 'recent', 'rest'], 300)).filter((task) => task !== 'look')
    expect(tasks.filter((task) => task === 'changed').length / tasks.length).toBeCloseTo(0.5, 1)
  })
})

/** The rows of the table in the guide. */
const ROWS: Array<[string, keyof Delays]> = [
  ['Among the newest 250', 'newest'],
  ['MARK or refusal', 'undecided'],
  ['Seen in a list', 'listed'],
  ['Removed', 'removed'],
  ['Details, recent', 'recent'],
  ['Details, older', 'rest'],
  ['First copy', 'firstCopy'],
]

test('the delays in the guide are those of the schedule', async () => {
  const guide = readFileSync(new URL('../../spec/guide/sdk/watch.md', import.meta.url), 'utf8')
  const sizes = await Promise.all([1000, 10_000, 60_000].map((size) => measureDelays(size, 0.3)))
  const rows = ROWS.map(([name, key]) => `| ${[name, ...sizes.map((delays) => delayText(delays[key]))].join(' | ')} |`)
  expect(guide).toContain(`\n${rows.join('\n')}\n`)
})
