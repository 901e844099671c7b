import { toYmd } from '../../core/dates.ts'
import { foldAccents } from '../../core/text.ts'
import type { InvoiceListItem } from '../../core/types.ts'
import type { Billit } from '../../index.ts'
import type { Page } from '../../pagination/page.ts'
import { dayOf, isInPeriod } from '../days.ts'
import { Refusal } from '../refusal.ts'
import { defineTool, objectSchema, pick } from './tool.ts'

interface FindArgs {
  kind: 'invoices' | 'contacts' | 'products' | 'payments'
  text?: string
  from?: string
  to?: string
  state?: 'unpaid' | 'paid' | 'overdue' | 'cancelled'
  cursor?: string
}

/** Rows of one result. */
const MAX_ROWS = 20
const PER_PAGE = 250
/** Requests of one call. Most lists of the API cannot be searched, so the rows are read and compared here. */
const MAX_PAGES = 4

export const find = defineTool<FindArgs>({
  name: 'find',
  description:
    'Find invoices, contacts, products or payments, newest invoices first. Returns up to 20 rows. If the result has `more`, it is incomplete: call again with the same arguments and cursor = more.',
  inputSchema: objectSchema(
    {
      kind: { enum: ['invoices', 'contacts', 'products', 'payments'] },
      text: {
        type: 'string',
        maxLength: 100,
        description: 'Part of a name, number, note or VAT number. Accents and case do not matter.',
      },
      from: { type: 'string', format: 'date', description: 'First day, for invoices and payments.' },
      to: { type: 'string', format: 'date', description: 'Last day.' },
      state: { enum: ['unpaid', 'paid', 'overdue', 'cancelled'], description: 'For invoices; contacts accept unpaid.' },
      cursor: { type: 'string', pattern: '^\\d{1,6}\\.\\d{1,3}$' },
    },
    ['kind'],
  ),
  readOnly: true,
  async run(args, { billit, options }, signal) {
    const search = createSearch(billit, args, toYmd(new Date(options.now())), signal)
    return scan(search, args.cursor ?? '1.0')
  },
})

/** A list, and how its rows are chosen and shown. */
interface Search {
  read(page: number): PromiseLike<Page<object>>
  /** The fields of a row to show. `undefined` if it does not match. */
  show(row: object): object | undefined
}

/** A list with typed rows. */
const search = <Row extends object>(
  read: (page: number) => PromiseLike<Page<Row>>,
  matches: (row: Row) => boolean,
  show: (row: Row) => object,
): Search => ({
  read,
  // The rows are those of the list above.
  show: (row) => (matches(row as Row) ? show(row as Row) : undefined),
})

function createSearch(billit: Billit, args: FindArgs, today: string, signal: AbortSignal): Search {
  const { kind, text, state } = args
  const [from, to] = [args.from, args.to].map((day) => (day === undefined ? undefined : toYmd(day)))
  const isDated = kind === 'invoices' || kind === 'payments'
  if (!isDated && (from ?? to) !== undefined) throw refuse(`${kind} have no date: leave out from and to.`)
  if (state !== undefined && kind !== 'invoices' && !(kind === 'contacts' && state === 'unpaid')) {
    throw refuse(`${kind} have no state '${state}'.`)
  }
  const inPeriod = (day: unknown) => isInPeriod(day, from, to)
  const hasText = (...texts: unknown[]) => text === undefined || texts.some((each) => contains(each, text))
  const at = (page: number) => ({ page, perPage: PER_PAGE })
  switch (kind) {
    case 'invoices':
      return search(
        (page) => billit.invoices.list(at(page), { signal }),
        (row) =>
          inPeriod(row.dateIssued) &&
          hasText(row.customer?.company, row.customer?.email, row.number, row.note, row.type?.name) &&
          (state === undefined || hasState(row, state, today)),
        showInvoice,
      )
    case 'contacts': {
      const filters = { ...(text !== undefined && { q: text }), ...(state !== undefined && { unpaid: true }) }
      return search(
        (page) => billit.contacts.list({ ...at(page), ...filters }, { signal }),
        () => true,
        (row) => pick(row, ['id', 'company', 'vatId', 'email', 'city', 'country', 'customerType', 'enabled']),
      )
    }
    case 'products':
      return search(
        (page) => billit.products.list(at(page), { signal }),
        ({ id, name, description, nameSec }) => hasText(id, name, description, nameSec),
        (row) => pick(row, ['id', 'name', 'unitPrice', 'isVatIncluded', 'defaultVatId', 'isService', 'active']),
      )
    case 'payments':
      return search(
        (page) => billit.payments.list(at(page), { signal }),
        ({ dateOccurred, info, amount, customerId, transactionId }) =>
          inPeriod(dateOccurred) && hasText(info, amount, customerId, transactionId),
        (row) => pick(row, ['id', 'amount', 'dateOccurred', 'customerId', 'paymentMethodId', 'info']),
      )
  }
}

/** Reads pages until there are enough rows. `more` is where the next call continues. */
async function scan({ read, show }: Search, cursor: string): Promise<object> {
  const [start = 1, offset = 0] = cursor.split('.').map(Number)
  if (start < 1) throw refuse('The cursor must be the one of the previous result.')
  const rows: object[] = []
  let searched = 0
  let skip = offset
  for (let page = start; page < start + MAX_PAGES; page += 1) {
    const { data, hasNext, total } = await read(page)
    for (const [index, row] of data.entries()) {
      if (index < skip) continue
      if (rows.length === MAX_ROWS) return { rows, searched, total, more: `${page}.${index}` }
      searched += 1
      const shown = show(row)
      if (shown) rows.push(shown)
    }
    if (!hasNext) return { rows, searched, total }
    skip = 0
  }
  return { rows, searched, more: `${start + MAX_PAGES}.0` }
}

function showInvoice(row: InvoiceListItem): object {
  const { customer, type, deletedAt } = row
  return {
    ...pick(row, ['uuid', 'number', 'dateIssued', 'dateExpires', 'amount', 'vatAmount', 'finalAmount', 'restAmount', 'isPaid']),
    type: pick(type ?? {}, ['id', 'name']),
    customer: pick(customer ?? {}, ['id', 'company']),
    ...(deletedAt && { cancelled: true }),
  }
}

function hasState({ deletedAt, isPaid, restAmount, dateExpires }: InvoiceListItem, state: string, today: string): boolean {
  if (state === 'cancelled') return Boolean(deletedAt)
  const isOpen = isPaid !== true && restAmount !== 0
  if (deletedAt || state === 'paid') return !deletedAt && !isOpen
  return isOpen && (state === 'unpaid' || (dayOf(dateExpires) ?? today) < today)
}

const contains = (value: unknown, text: string): boolean =>
  (typeof value === 'string' || typeof value === 'number') && foldAccents(String(value)).includes(foldAccents(text))

const refuse = (message: string) => new Refusal('invalid_argument', message)
