/** Writes a line of output. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
