import { CliError } from './cli-error.ts'

/** What is in the way of a server, if that is why it failed, and the cure. */
export function cannotListen(error: unknown, { port, host }: { port: number; host: string }): CliError | undefined {
  const because = (message: string) => new CliError(1, message, { cause: error })
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return because(`Port ${port} of ${host} is taken: choose another one with --port, or a free one with --port 0.`)
    case 'EACCES':
      return because(`Port ${port} needs more rights than you have: choose one above 1023 with --port.`)
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return because(`${host} is not an address of this machine: choose one with --host, such as 127.0.0.1.`)
    default:
      return undefined
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
