import { isNode } from './environment.ts'

/**
 * Creates an AbortController whose signal the runtime's `fetch` accepts. Test runners replace Node's global class with that of
 * jsdom, whose signals Node's `fetch` rejects.
 */
export function createController(): AbortController {
  if (AbortController !== checked.global) checked = { global: AbortController, isForeign: isForeign() }
  return (checked.isForeign && createNodeController()) || new AbortController()
}

/** The last global class that was checked. */
let checked: { global?: typeof AbortController; isForeign: boolean } = { isForeign: false }

function isForeign(): boolean {
  const own = createNodeController()
  return own !== undefined && own.constructor !== AbortController
}

/** The one function of Node that returns its own controller, whatever the global is. */
function createNodeController(): AbortController | undefined {
  if (!isNode()) return undefined
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): { transferableAbortController?(): unknown } } }
  return process?.getBuiltinModule?.('node:util').transferableAbortController?.() as AbortController | undefined // by its name
}
