import { isRecord } from '../core/record.ts'
import { CliError } from './cli-error.ts'
import { withClient } from './client.ts'
import type { Command } from './command.ts'
import { parseWholeNumber } from './flags.ts'
import { renderFields } from './format/table.ts'
import { OUTPUT, SERVER } from './global-flags.ts'
import { print, printStyled, terminalWidth } from './terminal.ts'

/** `billit-io contacts get`. */
export const contactsGetCommand: Command = {
  name: 'contacts get',
  summary: 'Show a contact.',
  operands: { usage: '<id>', min: 1, max: 1 },
  description: ['The id is in the first column of npx billit-io contacts list. Fields without a value are left out.'],
  sections: [SERVER, OUTPUT],
  examples: ['npx billit-io contacts get 300001', 'npx billit-io contacts get 300001 --json'],
  async run({ flags, operands: [text = ''] }) {
    const id = parseWholeNumber(text)
    if (!(id >= 1)) throw new CliError(2, `The id must be a whole number such as 300001, not '${text}'.`)
    await withClient(flags, async ({ billit, signal }) => {
      const contact = await billit.contacts.get(id, { signal })
      if (flags.has('json')) print(JSON.stringify(contact))
      else
        printStyled(
          renderFields(
            Object.entries(contact).map(([name, value]) => [name, showValue(value)]),
            terminalWidth(),
          ),
        )
    })
  },
}

/** A list or an object in a field as JSON. */
function showValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  return isRecord(value) ? (Object.keys(value).length === 0 ? '' : JSON.stringify(value)) : String(value)
}
