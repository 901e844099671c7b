import { bundle as bundleDocument } from '../src/reference/redocly.ts'

/**
 * Writes spec/, with the redocly.yaml of the working directory, as one file.
 * @throws Error with Redocly's own message.
 */
export const bundle = (output: string, signal?: AbortSignal): Promise<void> =>
  bundleDocument('billit', output, { config: 'redocly.yaml', signal })
