/** What ends the program with one sentence. Exit code 2: it was called in a wrong way. 1: it could not do its work. */
export class CliError extends Error {
  override name = 'CliError'
  readonly exitCode: 1 | 2

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
