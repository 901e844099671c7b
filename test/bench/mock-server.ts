/** A mock in a process of its own: ours with so many invoices, or plain Prism. Sends its URL, and its usage when asked. */
import { startMock } from '../../src/mock/index.ts'
import { startPrism } from './prism.ts'

export interface Usage {
  /** Megabytes that live. */
  heap: number
  /** Milliseconds of work, in this process alone. */
  cpu: number
}

const [rows] = process.argv.slice(2)
const url = rows === 'prism' ? (await startPrism()).url : (await startMock({ seed: 1, rows: Number(rows) })).url
process.on('message', () => {
  // The work of collecting garbage belongs to the requests that made it; that of this collection does not.
  const { user, system } = process.cpuUsage()
  globalThis.gc?.()
  const usage: Usage = { heap: process.memoryUsage().heapUsed / 2 ** 20, cpu: (user + system) / 1000 }
  process.send?.(usage)
})
process.send?.(url)
