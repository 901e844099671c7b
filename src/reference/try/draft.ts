import { toYmd } from '../../core/dates.ts'

const DAY_MS = 86_400_000

/**
 * Prepares an example for sending: it is dated today in Athens, a due date keeps its distance, and no customer is mailed.
 */
export function prepareExample(example: unknown, now = new Date()): unknown {
  if (typeof example !== 'object' || example === null || !('invoiceDate' in example)) return example
  const { invoiceDate, ...rest } = example
  const today = toYmd(now)
  const draft: Record<string, unknown> = { ...example, invoiceDate: today }
  if ('sendMail' in rest) draft.sendMail = false
  if ('dateExpires' in rest && typeof rest.dateExpires === 'string') {
    const days = Date.parse(rest.dateExpires) - Date.parse(String(invoiceDate))
    draft.dateExpires = new Date(Date.parse(today) + Math.max(days, DAY_MS)).toISOString().slice(0, 10)
  }
  return draft
}

/** What sending a request does, for the reader to confirm. Empty if it changes nothing. */
export function describeEffect(
  { method, unsafe, id }: { method: string; unsafe: boolean; id: string },
  body: object | undefined,
): string {
  const mail = body && 'sendMail' in body && body.sendMail === true ? ' Billit e-mails the customer.' : ''
  if (id === 'deleteInvoice') return `The first delete cancels the invoice. A second one can remove it permanently.`
  if (method === 'DELETE') return `It deletes the record. This cannot be undone.`
  if (method === 'PUT') return `It replaces the record: what the body omits is lost.${mail}`
  return unsafe ? `Sending it twice takes effect twice.${mail}` : ''
}
