import { show } from '../core/arguments.ts'
import type { Row } from './row.ts'
import { applyInvoiceEvent, INVOICE_EVENTS, isInvoiceEvent } from './rules/index.ts'
import type { State } from './state.ts'

/** Makes something happen to an invoice. @throws TypeError if there is no such invoice or event, or the event is impossible. */
export type Advance = (uuid: unknown, to: unknown) => Row

export const createAdvance =
  (state: State): Advance =>
  (uuid, to) => {
    if (!isInvoiceEvent(to)) throw new TypeError(`to must be one of ${INVOICE_EVENTS.join(', ')}, not ${show(to)}.`)
    // A custom document may have no invoices.
    const invoice = state.collections.get('invoices')?.find(uuid)
    if (!invoice) throw new TypeError(`The mock has no invoice ${show(uuid)}.`)
    applyInvoiceEvent(invoice, to, state)
    return invoice
  }
