/** The table of all commands, in the order in which the help lists them. */
import type { Command } from './command.ts'
import { docsCommand } from './docs-command.ts'
import { exportCommand } from './export-command.ts'
import { createHelpCommand } from './help-command.ts'
import { mockCommand } from './mock-command.ts'
import { verifyCommand } from './verify-command.ts'
import { versionCommand } from './version-command.ts'
import { watchCommand } from './watch-command.ts'

export const COMMANDS: readonly Command[] = [
  exportCommand,
  watchCommand,
  mockCommand,
  docsCommand,
  verifyCommand,
  createHelpCommand(() => COMMANDS),
  versionCommand,
]
