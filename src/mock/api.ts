import { setTimeout } from 'node:timers/promises'
import type { ErrorResponses } from './errors.ts'
import type { Execute } from './executor.ts'
import type { createFaults } from './faults.ts'
import type { createRateLimit } from './rate-limit.ts'
import type { createRequestParser, ParsedRequest } from './request-parser.ts'
import type { Handler } from './server.ts'
import { type BeginChange, StateFileError } from './state-file.ts'
import type { MockResponse } from './types.ts'

interface ApiParts {
  parse: ReturnType<typeof createRequestParser>
  execute: Execute
  errors: ErrorResponses
  rateLimit: ReturnType<typeof createRateLimit>
  faults: ReturnType<typeof createFaults>
  /** The latency of the next response, in milliseconds. */
  nextLatency: () => number
  beginChange: BeginChange
  /** Aborts all delays, so that a closed mock does not keep the process alive. */
  signal: AbortSignal
}

/** Handles the requests to the API, with the simulated rate limit, latency and faults. */
export function createApiHandler({
  parse,
  execute,
  errors,
  rateLimit,
  faults,
  nextLatency,
  beginChange,
  signal,
}: ApiParts): Handler {
  return async (incoming) => {
    const quota = rateLimit.use(incoming.headers.authorization ?? '')
    const request = parse(incoming)
    const isWrite = incoming.method !== 'GET' && incoming.method !== 'HEAD'
    const response = 'status' in request ? request : await respond(request, isWrite, quota.isExceeded)
    const limitHeaders = response.status === 429 ? quota.rejectionHeaders : quota.headers
    return { ...response, headers: { ...response.headers, ...limitHeaders } }
  }

  async function respond(request: ParsedRequest, isWrite: boolean, isOverLimit: boolean): Promise<MockResponse> {
    const { operation, preferences } = request
    const { operationId } = operation
    await wait(preferences.delay ?? nextLatency())
    if (isOverLimit) return { ...errors.create(429, { operation }), operationId }
    const fault = faults.next(operationId, isWrite)
    await wait(fault?.delay ?? 0)
    if (fault?.outcome === undefined) return executeAndSave(request, isWrite)
    if (fault.after) await executeAndSave(request, isWrite)
    if (fault.outcome === 'disconnect') return { status: 0, headers: {}, operationId }
    return { ...errors.create(fault.outcome, { operation }), operationId }
  }

  async function executeAndSave(request: ParsedRequest, isWrite: boolean): Promise<MockResponse> {
    const save = beginChange()
    const { example: _example, ...withoutExample } = request.preferences
    // `Prefer: code=503, after`: carry out the request, and then return the example, unless the request fails.
    const executed = request.preferences.after ? await execute(request, withoutExample) : undefined
    const response = executed && executed.status >= 400 ? executed : await execute(request, request.preferences)
    try {
      if (isWrite) await save()
      return response
    } catch (error) {
      if (!(error instanceof StateFileError)) throw error
      const { operation } = request
      return { ...errors.create(500, { message: error.message, operation }), operationId: operation.operationId }
    }
  }

  async function wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal })
  }
}
