import { operationsOf, readDocument } from '../tools/document.ts'
import { createAccessCheck, toLocalUrl } from '../tools/local-access.ts'
import { close, listen } from '../tools/server.ts'
import { createAdvance } from './advance.ts'
import { createApiHandler } from './api.ts'
import { createClock, formatAthensDay, formatTimestamp } from './clock.ts'
import { createControls } from './controls.ts'
import { createDispatcher } from './dispatcher.ts'
import { createErrorResponses } from './errors.ts'
import { createExecutor } from './executor.ts'
import { createFaults } from './faults.ts'
import { createFetch } from './fetch.ts'
import { createInitialRecords } from './initial-records.ts'
import { createLog } from './log.ts'
import { checkOptions } from './options.ts'
import { completePermalink } from './permalinks.ts'
import { seededRandom } from './random.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRequestParser } from './request-parser.ts'
import { findActions } from './resources.ts'
import { rules } from './rules/index.ts'
import { createMockServer } from './server.ts'
import { loadSnapshot, takeSnapshot } from './snapshot.ts'
import { createState } from './state.ts'
import { openStateFile, withoutFile } from './state-file.ts'
import type { Mock, MockOptions, Snapshot } from './types.ts'
import { createValidator } from './validator.ts'

export type { Row } from './row.ts'
export type { AccountInvoiceType, Fault, InvoiceEvent, Mock, MockOptions, MockRequest, Snapshot } from './types.ts'

/**
 * Starts a mock of the Billit API on localhost. It stores the records that it receives, and validates each request and each
 * response against the OpenAPI document.
 *
 * @throws TypeError if an option is unknown or invalid. Error if the port is in use (`code: 'EADDRINUSE'`) or a file cannot be
 *   read.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(options)
  const { port = 0, host = '127.0.0.1', persist } = options
  const document = readDocument(options.document)
  const actions = findActions(document)
  const clock = createClock(options.today)
  const state = createState(document, actions, () => formatTimestamp(clock()), options.markLater)
  const today = options.today ?? formatAthensDay(clock())
  const loadInitialRecords = await createInitialRecords(state, document, actions, options, today)
  loadInitialRecords()
  const beginChange = persist === undefined ? withoutFile : await openStateFile(persist, state)

  const errors = createErrorResponses(document)
  const parse = createRequestParser(document, errors)
  const execute = createExecutor({ document, state, actions, rules, validator: await createValidator(document), errors })
  const { faults, nextLatency } = createSimulation(
    options,
    operationsOf(document).map(({ operation }) => operation.operationId),
  )
  const rateLimit = createRateLimit(options.rateLimit ?? false)
  const closing = new AbortController()
  const api = createApiHandler({ parse, execute, errors, rateLimit, faults, nextLatency, beginChange, signal: closing.signal })

  const log = createLog()
  function reset(): void {
    loadInitialRecords()
    rateLimit.reset()
    faults.clear()
    log.clear()
  }
  function restore(snapshot: Snapshot): void {
    loadSnapshot(state, snapshot)
    faults.clear()
  }
  const advance = createAdvance(state)
  const checkAccess = createAccessCheck(host, options.allowedHosts)
  const controls = createControls({ state, faults, log, reset, restore, advance, beginChange, checkAccess })
  const handle = createDispatcher({ api, controls, state, log, onRequest: options.onRequest })

  const server = createMockServer(handle)
  const actualPort = await listen(server, port, host)
  const url = toLocalUrl(host, actualPort)
  return {
    url,
    fetch: createFetch(handle),
    requests: log.requests,
    reset,
    snapshot: () => takeSnapshot(state),
    restore,
    advance: (uuid, to) => completePermalink(structuredClone(advance(uuid, to)), url),
    failNext: (fault) => faults.add(fault),
    rows: (resource) => structuredClone(state.collection(resource).rows).map((row) => completePermalink(row, url)),
    close() {
      closing.abort()
      return close(server)
    },
  }
}

/** Faults and latencies share one random sequence, so that the seed repeats both. */
function createSimulation({ seed = 1, faultRate = 0, latency = 0 }: MockOptions, operationIds: string[]) {
  const random = seededRandom(seed)
  const [from, to] = typeof latency === 'number' ? [latency, latency] : latency
  return {
    faults: createFaults(operationIds, random, faultRate),
    nextLatency: () => from + Math.round(random() * (to - from)),
  }
}
