/** A mock in a process of its own: ours, with so many invoices, or plain Prism. Tells its URL, and its live heap when asked. */
import { startPrism } from '../../scripts/demo/prism.ts'
import { startMock } from '../../src/mock/index.ts'

const [, , kind, rows] = process.argv
const options = { seed: 1, ...(rows === undefined ? {} : { rows: Number(rows) }) }
const url = kind === 'prism' ? (await startPrism()).url : (await startMock(options)).url
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.send?.(url)
