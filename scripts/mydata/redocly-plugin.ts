import { readLists } from './lists.ts'
import { entriesOf, type ListNames, withTable } from './tables.ts'

interface Schema {
  description?: string
  'x-billit-codes'?: ListNames
}

/** Lets a schema say `x-billit-codes: invoiceTypes`, and get the table of these codes whenever the document is bundled. */
export default function mydata() {
  const lists = readLists()
  const codes = () => ({
    Schema: {
      leave(schema: Schema) {
        const names = schema['x-billit-codes']
        if (names) schema.description = withTable(schema.description ?? '', entriesOf(lists, names))
      },
    },
  })
  return { id: 'mydata', decorators: { oas3: { codes } } }
}
