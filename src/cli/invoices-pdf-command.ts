import { writeFile } from 'node:fs/promises'
import { messageOf } from '../core/text.ts'
import { CliError } from './cli-error.ts'
import { withClient } from './client.ts'
import type { Command } from './command.ts'
import { OUTPUT, SERVER } from './global-flags.ts'
import { note, print } from './terminal.ts'

/** Only the owner can read the file. */
const PRIVATE_FILE = 0o600

/** `billit-io invoices pdf`. */
export const invoicesPdfCommand: Command = {
  name: 'invoices pdf',
  summary: 'Download the PDF of an invoice.',
  operands: { usage: '<uuid>', min: 1, max: 1 },
  description: ['The PDF is not part of the API. It is read from the public page of the invoice, without the token.'],
  sections: [
    {
      title: 'File',
      flags: {
        out: {
          value: '<file>',
          help: 'Where to save it. Default: <uuid>.pdf in the current folder. - is stdout. An existing file is not overwritten.',
        },
      },
    },
    SERVER,
    OUTPUT,
  ],
  examples: [
    'npx billit-io invoices pdf 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11',
    'npx billit-io invoices pdf 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11 --out a.pdf',
  ],
  run: ({ flags, operands: [uuid = ''] }) =>
    withClient(flags, async ({ billit, signal }) => {
      // The client refuses anything but a UUID before the file is named after it.
      const bytes = await billit.invoices.pdf(uuid, { signal })
      const file = flags.get('out') ?? `${uuid}.pdf`
      if (file === '-') return void process.stdout.write(bytes)
      await save(file, bytes)
      if (flags.has('json')) print(JSON.stringify({ uuid, file, bytes: bytes.length }))
      else note(flags, `Saved ${file} (${bytes.length} bytes).`)
    }),
}

async function save(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: 'wx', mode: PRIVATE_FILE })
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    const why = exists ? `'${file}' exists` : `cannot write '${file}': ${messageOf(error)}`
    throw new CliError(1, `${why}. Choose another file with --out.`, { cause: error })
  }
}
