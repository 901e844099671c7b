/** The records of the mock, without a server. */
import { loadExamples } from '../../src/mock/examples.ts'
import { findActions } from '../../src/mock/resources.ts'
import { seedState } from '../../src/mock/seed/index.ts'
import { createState, type State } from '../../src/mock/state.ts'
import { readDocument } from '../../src/tools/document.ts'

const document = readDocument()
const actions = findActions(document)

export function exampleState(): State {
  const state = createState(document, actions, () => '2026-11-24T09:00:00+00:00')
  loadExamples(state, document, actions)
  return state
}

export function seededState(seed: number, rows = 600, today = '2026-11-24'): State {
  const state = exampleState()
  seedState(state, { seed, rows, today })
  return state
}
