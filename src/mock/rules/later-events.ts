/** What happens to an invoice after its creation: at the tax authority, in the bank, or in Billit's web app. */
import { formatAthensDay } from '../clock.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import type { InvoiceEvent } from '../types.ts'
import { asNumber, asRow, fromCents, toCents } from '../values.ts'
import { getPaymentMethods } from './account.ts'
import { updateBalance } from './invoice-index.ts'
import { cancelInvoice } from './invoices.ts'
import { acceptReport, refuseReport } from './mydata.ts'
import { paymentFields, settlementFields } from './payments.ts'

/** Why an event is impossible. `undefined` if it is possible. */
type FindObstacle = (invoice: Row) => string | undefined

const EVENTS: Record<InvoiceEvent, { findObstacle: FindObstacle; apply: (invoice: Row, state: State) => void }> = {
  marked: {
    findObstacle: findReportObstacle,
    apply: (invoice, state) => changeReport(invoice, acceptReport(invoice), state),
  },
  refused: {
    findObstacle: (invoice) =>
      findReportObstacle(invoice) ?? (asRow(invoice.mydata).errors ? 'the tax authority has already refused it' : undefined),
    apply: (invoice, state) => changeReport(invoice, refuseReport(asRow(invoice.mydata)), state),
  },
  paid: {
    findObstacle: ({ restAmount }) => (toCents(restAmount) > 0 ? undefined : 'no amount is due'),
    apply: (invoice, state) => receivePayment(invoice, toCents(invoice.restAmount), state),
  },
  'partly-paid': {
    findObstacle: ({ restAmount }) => (toCents(restAmount) > 1 ? undefined : 'an amount of at least 0.02 must be due'),
    apply: (invoice, state) => receivePayment(invoice, Math.floor(toCents(invoice.restAmount) / 2), state),
  },
  cancelled: {
    findObstacle: () => undefined,
    apply: (invoice, state) => void cancelInvoice(invoice, state),
  },
}

export const INVOICE_EVENTS = Object.keys(EVENTS)

export const isInvoiceEvent = (name: unknown): name is InvoiceEvent => typeof name === 'string' && Object.hasOwn(EVENTS, name)

/** @throws TypeError that names the obstacle, if the event is impossible. */
export function applyInvoiceEvent(invoice: Row, event: InvoiceEvent, state: State): void {
  const { findObstacle, apply } = EVENTS[event]
  const obstacle = invoice.deletedAt === null ? findObstacle(invoice) : 'it is already cancelled'
  if (obstacle) throw new TypeError(`The invoice ${invoice.uuid} cannot be ${event}: ${obstacle}.`)
  apply(invoice, state)
}

/** A refused invoice may be corrected and reported again. */
function findReportObstacle({ isMydataEnabled, mydata }: Row): string | undefined {
  if (isMydataEnabled !== true) return 'it is excluded from myDATA'
  return asRow(mydata).invoiceMark ? 'it already has a MARK' : undefined
}

function changeReport(invoice: Row, mydata: Row, state: State): void {
  state.collection('invoices').change(invoice, { mydata, updatedAt: state.now() })
}

/** @param amount in cents */
function receivePayment(invoice: Row, amount: number, state: State): void {
  const payments = state.collection('payments')
  const { restAmount } = invoice
  const body = {
    customerId: asRow(invoice.customer).id,
    dateOccurred: formatAthensDay(Date.parse(state.now())),
    amount: fromCents(amount),
    paymentMethod: asNumber(getPaymentMethods(state)[0]?.id),
    amountLeftOver: 0,
    // Billit's internal invoice ids are not documented, so any number serves.
    invoicesPaid: [{ id: FIRST_INVOICE_ID + payments.size, unpaidAmount: restAmount, paymentAmount: fromCents(amount) }],
  }
  payments.add({ ...payments.createRecord(), amount: body.amount, ...paymentFields(body) })
  state.collection('invoices').change(invoice, settlementFields(invoice, amount, state.now()))
  updateBalance(invoice, state)
}

const FIRST_INVOICE_ID = 90_001
