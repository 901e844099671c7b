/**
 * Watches accounts with random histories. The process is killed at any request or statement, or while the consumer handles a
 * change, the consumer fails, the clock is set, and lists come in another order for each request.
 */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scratchFolder } from './target-file.ts'
import { type Figures, Model } from './watch-model.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 6)
const LIVES = 8

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'], now: Date.parse('2026-11-24T10:00:00Z') })
  vi.setTimerTickMode('nextTimerAsync')
})
afterEach(() => {
  vi.useRealTimers()
})

async function run(seed: number, from: 'now' | 'beginning'): Promise<Figures> {
  const folder = scratchFolder()
  const model = new Model(join(folder.path, 'billit.db'), seed)
  try {
    await model.begin(from)
    for (let life = 0; life < LIVES; life += 1) await model.live()
    return await model.end()
  } finally {
    model.close()
    folder.remove()
  }
}

test.each(['now', 'beginning'] as const)(
  'reports every change at least once, in order, and invents none, from: %s',
  async (from) => {
    const total = { changes: 0, kills: 0, delivered: 0, repeats: 0 }
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const { problems, ...figures } = await run(seed, from)
      expect({ seed, problems }).toEqual({ seed, problems: [] })
      for (const name of ['changes', 'kills', 'delivered', 'repeats'] as const) total[name] += figures[name]
    }
    if (process.env.HISTORIES) console.log(from, total)
    // The histories are not too calm to show anything.
    expect(total.kills).toBeGreaterThan(HISTORIES * 3)
    expect(total.repeats).toBeGreaterThan(HISTORIES)
  },
  600_000,
)
