import { bundle as bundleDocument } from '../src/reference/redocly.ts'

/**
 * Bundles spec/ into one file, with the redocly.yaml of the working directory.
 * @throws Error with Redocly's message.
 */
export const bundle = (output: string, signal?: AbortSignal): Promise<void> =>
  bundleDocument('billit', output, { config: 'redocly.yaml', signal })
