/** A draft that was checked: what exactly would be sent, what it costs, and a hash of both. */
import { canonicalJson } from '../core/canonical-json.ts'
import type { Problem } from '../core/problem.ts'
import { isRecord } from '../core/record.ts'
import { sha256 } from '../core/sha256.ts'
import { nearestName } from '../core/text.ts'
import type { Account, Contact, InvoiceCreate } from '../core/types.ts'
import { checkInvoice, type InvoiceTotals, invoiceTotals } from '../mydata/index.ts'
import { MAIL_FIELDS, type ShortSchema } from './draft-schema.ts'
import type { Place } from './place.ts'
import { Refusal } from './refusal.ts'

/** A draft without errors. */
export interface CheckedDraft {
  hash: string
  /** The request body, as JSON: nothing that the caller still holds can change it. */
  json: string
  account: Account
  customer: Contact | undefined
  totals: InvoiceTotals
  warnings: Problem[]
  /** What the invoice counts against the limits of the session, in cents. */
  cents: number
}

const MAX_DRAFT_CHARACTERS = 60_000

/**
 * Reads what an agent wants to send. `sendMail` is always sent as `false`.
 *
 * @throws Refusal for a field that the API does not have, or one that sends mail.
 */
export function readBody(draft: unknown, schema: ShortSchema): InvoiceCreate {
  const json = JSON.stringify(draft) ?? ''
  if (json.length > MAX_DRAFT_CHARACTERS) {
    throw new Refusal('invalid_draft', `The draft has more than ${MAX_DRAFT_CHARACTERS} characters. Split the invoice.`)
  }
  const body: unknown = JSON.parse(json)
  if (!isRecord(body)) throw new Refusal('invalid_draft', 'The draft must be an object with the fields of an invoice.')
  const { sendMail = false } = body
  if (sendMail !== false || MAIL_FIELDS.some((name) => name !== 'sendMail' && name in body)) {
    throw new Refusal(
      'mail',
      `No invoice is mailed from here, so that a wrong one cannot reach a customer. Leave out ${MAIL_FIELDS.join(', ')}. A person can mail the invoice in the web app.`,
    )
  }
  const { sendMail: _, ...fields } = body
  checkNames(fields, schema, 'draft')
  // Each of its fields is one of an invoice. checkInvoice() checks their values.
  return { ...fields, sendMail: false } as unknown as InvoiceCreate
}

/** @throws Refusal that names the field. */
function checkNames(value: unknown, schema: ShortSchema, path: string): void {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) checkNames(each, schema.items ?? {}, `${path}.${index}`)
  } else if (isRecord(value)) {
    const known = Object.keys(schema.properties ?? {})
    for (const [name, each] of Object.entries(value)) {
      if (!known.includes(name)) {
        const nearest = nearestName(name, known)
        throw new Refusal(
          'invalid_draft',
          `${path} has no field '${name}'${nearest === undefined ? '.' : `: did you mean '${nearest}'?`}`,
        )
      }
      checkNames(each, schema.properties?.[name] ?? {}, `${path}.${name}`)
    }
  }
}

/**
 * Checks a body with the rules of the tax authority, and calculates its totals.
 *
 * @throws Refusal if it has an error, or if its totals cannot be calculated: nothing can limit an unknown amount.
 */
export async function checkDraft(
  body: InvoiceCreate,
  place: Place,
  account: Account,
  customer: Contact | undefined,
): Promise<CheckedDraft> {
  const problems = checkInvoice(body, account, customer)
  if (problems.some(({ severity }) => severity === 'error')) {
    throw new Refusal('invalid_draft', 'The draft has errors. Correct them, and check it again.', {
      problems: problems.map(describeProblem),
    })
  }
  const totals = invoiceTotals(body, account)
  if (totals.unknown.length > 0) {
    throw new Refusal(
      'invalid_draft',
      `The totals cannot be calculated, because these fields have no usable value: ${totals.unknown.join(', ')}.`,
    )
  }
  return {
    hash: await hashDraft(body, place, account),
    json: JSON.stringify(body),
    account,
    customer,
    totals,
    warnings: problems,
    cents: countedCents(totals),
  }
}

/** A hash of the request body, the server and the account. */
export const hashDraft = (body: InvoiceCreate, { environment, baseUrl }: Place, { uuid }: Account): Promise<string> =>
  sha256(canonicalJson({ environment, baseUrl, account: uuid, body }))

/** The largest amount that the invoice can be said to have: a negative row or tax must not hide another one. */
function countedCents({ rows, total, payable }: InvoiceTotals): number {
  const gross = rows.reduce((sum, row) => sum + Math.abs(row.total), 0)
  return Math.max(gross, Math.abs(total), Math.abs(payable))
}

/** A problem in one language, for an agent. */
export const describeProblem = ({ severity, path, code, aade, message }: Problem) => ({
  severity,
  path,
  code,
  ...(aade !== undefined && { aade }),
  message: message.en,
})
