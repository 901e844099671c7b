/** The export cannot work with its target. The message is one sentence with the cure. */
export class ExportError extends Error {
  override readonly name: string = 'ExportError'
}
