/** The export cannot use its target. The message explains how to fix it. */
export class ExportError extends Error {
  /** The name of the class, even if a bundler renames it. */
  override readonly name: string = 'ExportError'
}

/** Another program is writing to the target. */
export class TargetBusyError extends ExportError {}
