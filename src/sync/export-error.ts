/** The export cannot work with its target. The message is one sentence with the cure. */
export class ExportError extends Error {
  /** The name of the class, also in a bundle that has renamed it. */
  override readonly name: string = 'ExportError'
}
