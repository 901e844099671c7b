import { inject } from 'vitest'
import { Billit, type BillitOptions } from '../../src/index.ts'

export const TOKEN = 'test-token-of-nobody'

/** A client of the Prism that all contract tests share. It sends each call once. */
export const prismClient = (options: BillitOptions = {}): Billit =>
  new Billit({ token: TOKEN, baseUrl: inject('prismUrl'), maxRetries: 0, rateLimit: false, ...options })
