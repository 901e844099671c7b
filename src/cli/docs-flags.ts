import { portOf, readFlags } from './flags.ts'

export const DOCS_FLAGS = {
  port: { type: 'string' },
  spec: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What `billit docs` was asked for. */
export interface DocsCommand {
  help: boolean
  port: number
  /** A file of the reader's own. */
  spec: string | undefined
}

/** @throws CliError naming the flag and what it takes. */
export function readDocsFlags(args: string[]): DocsCommand {
  const flags = readFlags('billit docs', args, DOCS_FLAGS)
  return { help: flags.has('help'), port: portOf(flags) ?? 4020, spec: flags.get('spec') }
}
