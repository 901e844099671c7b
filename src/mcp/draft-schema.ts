/** The schema of a draft, from the OpenAPI document, shortened for the list of tools. */
import { isRecord } from '../core/record.ts'
import { readDocument, type Schema } from '../tools/document.ts'

/** Fields that make Billit send mail. Drafts cannot have them: see `draft.ts`. */
export const MAIL_FIELDS = ['sendMail', 'mailOptions', 'reminder'] as const

/** A schema of the list of tools. */
export interface ShortSchema {
  type?: string | string[]
  description?: string
  properties?: Record<string, ShortSchema>
  items?: ShortSchema
  required?: string[]
}

/** The body of `POST /invoices`. Codes are strings and numbers without their lists, which are long: `checkInvoice` knows them. */
export function readDraftSchema(): ShortSchema {
  const { components } = readDocument()
  const schema = shorten(components?.schemas?.InvoiceCreate, components?.schemas ?? {})
  const isMail = (name: string) => MAIL_FIELDS.some((field) => field === name)
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !isMail(name))
  return { ...schema, properties: Object.fromEntries(properties) }
}

function shorten(schema: unknown, schemas: Record<string, unknown>): ShortSchema {
  // The document is our own, so that it has the form of a schema.
  const { $ref, ...own } = (isRecord(schema) ? schema : {}) as Schema & { description?: string }
  if ($ref !== undefined) return { ...shorten(schemas[$ref.split('/').at(-1) ?? ''], schemas), ...describe(own.description) }
  const { type, properties, items, required, description } = own
  return {
    ...(type !== undefined && { type }),
    ...describe(description),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, shorten(each, schemas)])),
    }),
    ...(items && { items: shorten(items, schemas) }),
    ...(required && { required }),
  }
}

/** The first sentence, without Markdown. */
function describe(description: string | undefined): { description?: string } {
  const [sentence = ''] = (description ?? '').split(/(?<=\.)\s/)
  return sentence === '' ? {} : { description: sentence.replace(/[`*]/g, '') }
}
