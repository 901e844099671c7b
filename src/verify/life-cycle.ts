import type { Document } from '../tools/document.ts'
import type { Client } from './exchange.ts'
import type { Observation, Reading } from './reading.ts'

export interface LifeCycle {
  observations: Observation[]
  isComplete: boolean
  leftOver: Array<{ kind: string; name: string }>
}

export async function runLifeCycle(_document: Document, _client: Client, _reading: Reading): Promise<LifeCycle> {
  return { observations: [], isComplete: true, leftOver: [] }
}
