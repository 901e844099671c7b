/** The output of `billit-io export` in a terminal. */
import { PassThrough } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { barsView } from '../../src/cli/export-progress.ts'
import { duration, waitLine } from '../../src/cli/export-text.ts'
import type { ExportProgress } from '../../src/sync/index.ts'
import { Pace } from '../../src/sync/pace.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** Returns the lines that a terminal shows. Supports only the escape codes that the view uses. */
function renderTerminal(text: string): string[] {
  const lines: string[] = []
  let row = 0
  for (const code of text.split('\x1b[').slice(1)) {
    const [, up, line] = /^(\d+)A$|^2K(.*)\n$|^0J$/.exec(code) ?? []
    if (up !== undefined) row -= Number(up)
    else if (line === undefined) lines.length = row
    else {
      lines[row] = line
      row += 1
    }
  }
  return lines
}

test('shows a bar for each resource, and a countdown while it waits', async () => {
  vi.useFakeTimers()
  const stream = new PassThrough()
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  // The view uses only `write` and `columns` of a terminal.
  const view = barsView(Object.assign(stream, { columns: 80 }) as unknown as NodeJS.WriteStream)
  const progress = (fields: Partial<ExportProgress>) => {
    vi.advanceTimersByTime(200)
    view.progress({ resource: 'contacts', step: 'list', round: 1, done: 0, total: 0, perSecond: 5, secondsLeft: 0, ...fields })
  }
  progress({ done: 842, total: 842 })
  progress({ resource: 'invoices', step: 'details', done: 3120, total: 10_000, perSecond: 1, secondsLeft: 6880 })
  expect(renderTerminal(text)).toEqual([
    'contacts   ████████████████████ 842 of 842',
    'invoices   ██████░░░░░░░░░░░░░░ 3,120 of 10,000  1.0/s, 1 h 54 min left',
  ])
  view.wait({
    operation: 'getInvoice',
    method: 'GET',
    url: 'https://fake.example/',
    id: 'call-1',
    callId: 'call',
    attempt: 1,
    queuedMs: 0,
    waitedMs: 0,
    reason: 'rate limit',
    milliseconds: 38_000,
  })
  expect(renderTerminal(text)[2]).toBe('waiting 38 s for the rate limit')
  vi.advanceTimersByTime(10_000)
  expect(renderTerminal(text)[2]).toBe('waiting 28 s for the rate limit')
  vi.advanceTimersByTime(30_000)
  view.resume()
  progress({ resource: 'contacts', round: 2, done: 250, total: 842 })
  expect(renderTerminal(text).slice(1)).toEqual([
    'invoices   ████████████████████ 3,120 of 10,000',
    'checking for changes during the export: contacts 250 of 842',
  ])
  view.end()
  expect(renderTerminal(text)).toHaveLength(2)
  for (const line of renderTerminal(text)) expect(line.length).toBeLessThan(80)
})

test.each([
  [0.2, '1 s'],
  [59.1, '1 min 0 s'],
  [252, '4 min 12 s'],
  [3600, '1 h 0 min'],
  [10_080, '2 h 48 min'],
])('formats %d seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test('describes the reason of a wait', () => {
  const attempt = { id: 'call-2', callId: 'call', attempt: 2, queuedMs: 0, waitedMs: 0 }
  const event = { ...attempt, operation: 'x', method: 'GET', url: 'x', milliseconds: 8000 }
  expect(waitLine({ ...event, reason: 'rate limit' })).toBe('waiting 8 s for the rate limit')
  expect(waitLine({ ...event, reason: 'retry' })).toBe('retrying in 8 s: the last request failed')
})

test('measures the pace over the last minute', () => {
  const pace = new Pace(0)
  expect(pace.mark(1000, 60, 120)).toEqual({ perSecond: 60, secondsLeft: 1 })
  for (let second = 2; second <= 300; second += 1) pace.mark(second * 1000, 60 + second, 10_000)
  expect(pace.mark(301_000, 361, 10_000).perSecond).toBeCloseTo(1)
  expect(new Pace(0).mark(1000, 0, 10)).toEqual({ perSecond: 0, secondsLeft: undefined })
})
