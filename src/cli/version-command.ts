import { packageInfo } from '../tools/package-info.ts'
import type { Command } from './command.ts'
import { print } from './terminal.ts'

/** `billit-io version`. */
export const versionCommand: Command = {
  name: 'version',
  summary: 'Show the version of billit-io.',
  description: [],
  sections: [],
  examples: ['npx billit-io version'],
  run: () => print(packageInfo.version),
}
