/** Runs a command that calls the API. */
import { isBillitError } from '../core/errors.ts'
import {
  AuthenticationError,
  Billit,
  type BillitError,
  type BillitOptions,
  ConfigurationError,
  fieldErrors,
  InvalidArgumentError,
  PermissionDeniedError,
  type WaitEvent,
} from '../index.ts'
import { CliError } from './cli-error.ts'
import { waitLine } from './export-text.ts'
import type { Flags } from './flags.ts'
import { readServer, readToken, type Server } from './global-flags.ts'
import { note, stopSignal } from './terminal.ts'

export interface Client {
  billit: Billit
  /** Opens another client of the same server and token, with more options. */
  open: (options: Partial<BillitOptions>) => Billit
  server: Server
  /** Aborts on Ctrl-C, and when the reader of stdout is gone. */
  signal: AbortSignal
}

/** Shorter waits are normal pacing, so they are not shown. */
const MIN_WAIT_SHOWN_MS = 2000

/**
 * Opens a client for the server of the flags, and runs the work of a command with it.
 *
 * @throws CliError for every error of the API, with its cure.
 */
export async function withClient(flags: Flags, work: (client: Client) => Promise<void>): Promise<void> {
  const server = readServer(flags)
  const token = readToken(flags)
  const signal = stopSignal()
  const onWait = (event: WaitEvent) => {
    if (event.milliseconds >= MIN_WAIT_SHOWN_MS) note(flags, waitLine(event))
  }
  const open = (options: Partial<BillitOptions>) => new Billit({ token, baseUrl: server.baseUrl, onWait, ...options })
  try {
    await work({ billit: open({}), open, server, signal })
  } catch (error) {
    if (signal.aborted && !(error instanceof CliError)) throw new CliError(130, 'Stopped.', { cause: error })
    throw isBillitError(error) ? explainApiError(error, server) : error
  }
}

/** Describes an error of the SDK: what happened, the fields that are wrong, and the cure. */
export function explainApiError(error: BillitError, server: Server): CliError {
  const isUsage = error instanceof ConfigurationError || error instanceof InvalidArgumentError
  const fields = Object.entries(fieldErrors(error)).flatMap(([field, messages]) =>
    messages.filter((message) => !error.message.includes(message)).map((message) => `  ${field}: ${message}`),
  )
  const cure = findCure(error, server)
  const lines = [error.message, ...fields, ...(cure === undefined ? [] : [cure])]
  return new CliError(isUsage ? 2 : 1, lines, { cause: error })
}

function findCure(error: BillitError, { environment, baseUrl }: Server): string | undefined {
  const place = environment ?? baseUrl
  if (error instanceof AuthenticationError) {
    return `Check the token for ${place}: the sandbox and production have different tokens, and --environment selects one of them.`
  }
  if (error instanceof PermissionDeniedError) {
    return 'A new production token is read-only until Billit grants write access. Ask Billit for it.'
  }
  return undefined
}
