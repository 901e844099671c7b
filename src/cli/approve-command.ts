import { homedir } from 'node:os'
import { createInterface } from 'node:readline'
import { CannotApprove, describeRequest, isTotal, type OpenRequest, openRequest } from '../mcp/approval/approve.ts'
import { NotPrivate } from '../mcp/approval/private-files.ts'
import { formatEuros } from '../mcp/euros.ts'
import { findStateFolder } from '../tools/state-folder.ts'
import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { print } from './terminal.ts'

/** `billit-io approve`: a person approves an invoice that an agent asks for. */
export const approveCommand: Command = {
  name: 'approve',
  summary: 'Approve an invoice that an agent asks to issue.',
  operands: { usage: '<code>', min: 1, max: 1 },
  description: [
    'Shows the invoice that an agent of npx billit-io mcp asks to issue in production, and approves it if you type its total. Type no to refuse it. Anything else changes nothing.',
    'It works only in a terminal. Run it yourself, and not through an agent. A code is valid for ten minutes, for one invoice, once.',
  ],
  sections: [],
  examples: ['npx billit-io approve ABCD-2345'],
  async run({ operands: [code = ''] }) {
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      throw new CliError(
        2,
        'npx billit-io approve needs a terminal, because a person must read the invoice and type its total. Nothing was approved.',
      )
    }
    try {
      await decide(openRequest(code, findStateFolder(process.env, process.platform, homedir()), Date.now))
    } catch (error) {
      if (error instanceof CannotApprove || error instanceof NotPrivate) throw new CliError(1, error.message, { cause: error })
      throw error
    }
  },
}

async function decide({ request, approve, refuse }: OpenRequest): Promise<void> {
  print(describeRequest(request))
  const typed = await ask(`\nType the total, ${formatEuros(request.totals.total)}, to approve, or no to refuse: `)
  if (isTotal(typed, request)) {
    approve()
    return print('Approved, once. Tell the agent to go on.')
  }
  if (/^no?$/i.test(typed.trim())) {
    refuse()
    throw new CliError(1, 'Refused. The agent cannot ask for this draft again in its session.')
  }
  throw new CliError(1, 'This is not the total. Nothing was approved.')
}

/** Resolves to `''` if the person closes the terminal. */
function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  return new Promise((resolve) => {
    terminal.once('close', () => resolve(''))
    terminal.question(question, (typed) => {
      resolve(typed)
      terminal.close()
    })
  })
}
