/**
 * 1 failure, 2 wrong usage or no token, 3 unfinished (verify), 4 not certain whether the invoice exists (invoices create), 130
 * stopped.
 */
export type ExitCode = 1 | 2 | 3 | 4 | 130

/** Ends the program with a message for the user. */
export class CliError extends Error {
  override name = 'CliError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/** Explains why a server could not listen, and how to fix it. `undefined` for any other error. */
export function cannotListen(error: unknown, { port, host }: { port: number; host: string }): CliError | undefined {
  const explain = (message: string) => new CliError(1, message, { cause: error })
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EADDRINUSE':
      return explain(
        `Port ${port} on ${host} is already in use. Choose another port with --port, or use --port 0 for a free one.`,
      )
    case 'EACCES':
      return explain(`Permission denied for port ${port}. Choose a port above 1023 with --port.`)
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return explain(`${host} is not an address of this machine. Choose one with --host, such as 127.0.0.1.`)
    default:
      return undefined
  }
}
