/** A mock in a process of its own: ours with so many invoices, or plain Prism. Sends its URL; tells its live heap when asked. */
import { startMock } from '../../src/mock/index.ts'
import { startPrism } from './prism.ts'

const [rows] = process.argv.slice(2)
const url = rows === 'prism' ? (await startPrism()).url : (await startMock({ seed: 1, rows: Number(rows) })).url
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.send?.(url)
