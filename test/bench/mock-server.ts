/** A mock in a process of its own: ours, or plain Prism. Prints its URL; tells its live heap when asked. */

import { startMock } from '../../src/mock/index.ts'
import { startPrism } from './prism.ts'

const url = process.argv[2] === 'prism' ? (await startPrism()).url : (await startMock({ seed: 1 })).url
process.on('message', () => {
  globalThis.gc?.()
  process.send?.(process.memoryUsage().heapUsed)
})
process.send?.(url)
