import type { Contact } from '../index.ts'
import type { Column } from './format/table.ts'
import { createListCommand } from './list-command.ts'
import { money } from './money.ts'

const COLUMNS: readonly Column<Contact>[] = [
  { title: 'Id', align: 'right', value: ({ id }) => String(id) },
  { title: 'Name', flexible: true, value: ({ company }) => company ?? '' },
  { title: 'VAT number', value: ({ vatId }) => vatId ?? '' },
  { title: 'Unpaid', align: 'right', value: ({ unpaid, currency }) => money(unpaid, currency || undefined) },
  { title: 'City', flexible: true, optional: true, value: ({ city }) => city ?? '' },
  { title: 'Email', flexible: true, optional: true, value: ({ email }) => email ?? '' },
]

/** `billit-io contacts list`. */
export const contactsListCommand = createListCommand<Contact>({
  name: 'contacts list',
  summary: 'List contacts: customers and suppliers.',
  operation: 'listContacts',
  noun: 'contacts',
  columns: COLUMNS,
  list: (billit, query, options) => billit.contacts.list(query, options),
  examples: ['npx billit-io contacts list', 'npx billit-io contacts list --query unpaid=1 --all'],
})

/** `billit-io contacts find`. */
export const contactsFindCommand = createListCommand<Contact>({
  name: 'contacts find',
  summary: 'Find contacts by name, VAT number, telephone or e-mail.',
  operands: { usage: '<text>', min: 1, max: 1 },
  operation: 'listContacts',
  noun: 'contacts found',
  columns: COLUMNS,
  list: (billit, query, options) => billit.contacts.list(query, options),
  filter: ([text = '']) => ({ q: text }),
  examples: ['npx billit-io contacts find Παπαδόπουλος', 'npx billit-io contacts find 094014201 --json'],
})
