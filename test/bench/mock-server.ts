/** Runs in a separate process: our mock with the given number of invoices, or plain Prism. Sends its URL, and its usage on each message. */
import { startMock } from '../../src/mock/index.ts'
import { startPrism } from './prism.ts'

export interface Usage {
  /** Live heap in megabytes. */
  heap: number
  /** CPU time of this process in milliseconds. */
  cpu: number
}

const [rows] = process.argv.slice(2)
const url = rows === 'prism' ? (await startPrism()).url : (await startMock({ seed: 1, rows: Number(rows) })).url
process.on('message', () => {
  // Read before gc(), so that the CPU time of this collection is not included.
  const { user, system } = process.cpuUsage()
  globalThis.gc?.()
  const usage: Usage = { heap: process.memoryUsage().heapUsed / 2 ** 20, cpu: (user + system) / 1000 }
  process.send?.(usage)
})
process.send?.(url)
