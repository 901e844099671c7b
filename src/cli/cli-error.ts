/** Ends the program with one sentence. Exit code 2: wrong usage. 1: the work failed. 130: it was stopped. */
export class CliError extends Error {
  override name = 'CliError'
  readonly exitCode: 1 | 2 | 130

  constructor(exitCode: 1 | 2 | 130, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}

/** Explains why a server could not listen, and what to do. `undefined` when the error has another cause. */
export function cannotListen(error: unknown, { port, host }: { port: number; host: string }): CliError | undefined {
  const because = (message: string) => new CliError(1, message, { cause: error })
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EADDRINUSE':
      return because(`Port ${port} of ${host} is taken: choose another one with --port, or a free one with --port 0.`)
    case 'EACCES':
      return because(`You may not listen on port ${port}: choose one above 1023 with --port.`)
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return because(`${host} is not an address of this machine: choose one with --host, such as 127.0.0.1.`)
    default:
      return undefined
  }
}
