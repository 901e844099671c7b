import { inject } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'

export const TOKEN = 'test-token-for-prism'

/** Creates a client of the shared Prism. It does not retry. */
export const prismClient = (options: BillitOptions = {}): Billit =>
  new Billit({ token: TOKEN, baseUrl: inject('prismUrl'), maxRetries: 0, rateLimit: false, ...options })
