import { ApiError } from '../../src/index.ts'
import { callOperation } from './calls.ts'
import { type Documented, requestExamples } from './document.ts'
import { prismClient } from './prism-client.ts'

/** Calls an operation and returns the error that it throws. */
export const failure = (operation: Documented, headers: Record<string, string>, body?: unknown): Promise<ApiError> =>
  thrown(callOperation(operation.id, prismClient(), { headers }, body ?? Object.values(requestExamples(operation))[0]))

export async function thrown(call: PromiseLike<unknown>): Promise<ApiError> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
  throw new Error('The call should have failed.')
}
