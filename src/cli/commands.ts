/** The table of all commands, in the order in which the help lists them. */
import { approveCommand } from './approve-command.ts'
import type { Command } from './command.ts'
import { createCompletionCommand } from './completion-command.ts'
import { contactsGetCommand } from './contacts-get-command.ts'
import { contactsFindCommand, contactsListCommand } from './contacts-list-command.ts'
import { docsCommand } from './docs-command.ts'
import { exportCommand } from './export-command.ts'
import { createHelpCommand } from './help-command.ts'
import { invoicesCreateCommand } from './invoices-create-command.ts'
import { invoicesGetCommand } from './invoices-get-command.ts'
import { invoicesListCommand } from './invoices-list-command.ts'
import { invoicesPdfCommand } from './invoices-pdf-command.ts'
import { mcpCommand } from './mcp-command.ts'
import { mockCommand } from './mock-command.ts'
import { pingCommand } from './ping-command.ts'
import { productsListCommand } from './products-list-command.ts'
import { requestCommand } from './request-command.ts'
import { verifyCommand } from './verify-command.ts'
import { versionCommand } from './version-command.ts'
import { watchCommand } from './watch-command.ts'

export const COMMANDS: readonly Command[] = [
  pingCommand,
  requestCommand,
  invoicesListCommand,
  invoicesGetCommand,
  invoicesPdfCommand,
  invoicesCreateCommand,
  contactsListCommand,
  contactsGetCommand,
  contactsFindCommand,
  productsListCommand,
  exportCommand,
  watchCommand,
  mockCommand,
  docsCommand,
  verifyCommand,
  mcpCommand,
  approveCommand,
  createHelpCommand(() => COMMANDS),
  createCompletionCommand(() => COMMANDS),
  versionCommand,
]
