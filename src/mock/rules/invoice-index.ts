/** What the rules ask about all invoices, kept up to date with every change. */
import type { Index } from '../store.ts'
import type { Row, State } from '../types.ts'
import { isCreditNote } from './mydata.ts'
import { cents, inner, money, number } from './values.ts'

class InvoiceIndex implements Index {
  /** By number. Each type of invoice counts for itself, so several may have the same. */
  readonly #byNumber = new Map<number, Set<Row>>()
  /** The numbers of each type, and how many invoices have them. */
  readonly #numbers = new Map<unknown, { highest: number; uses: Map<number, number> }>()
  /** What each customer's invoices come to, in cents. Cancelled ones do not count. */
  readonly #sums = new Map<unknown, { total: number; unpaid: number }>()

  add(invoice: Row): void {
    const count = number(invoice.number)
    const same = this.#byNumber.get(count)
    if (same) same.add(invoice)
    else this.#byNumber.set(count, new Set([invoice]))

    const numbers = this.#numbersOf(inner(invoice.type).id)
    numbers.uses.set(count, (numbers.uses.get(count) ?? 0) + 1)
    numbers.highest = Math.max(numbers.highest, count)
    this.#count(invoice, 1)
  }

  remove(invoice: Row): void {
    const count = number(invoice.number)
    this.#byNumber.get(count)?.delete(invoice)

    const numbers = this.#numbersOf(inner(invoice.type).id)
    const left = (numbers.uses.get(count) ?? 0) - 1
    if (left > 0) numbers.uses.set(count, left)
    else numbers.uses.delete(count)
    while (numbers.highest > 0 && !numbers.uses.has(numbers.highest)) numbers.highest -= 1
    this.#count(invoice, -1)
  }

  highestNumber(typeId: unknown): number {
    return this.#numbers.get(typeId)?.highest ?? 0
  }

  withNumber(count: unknown): Row[] {
    return [...(this.#byNumber.get(number(count)) ?? [])]
  }

  /** The fields of a contact that its invoices decide. */
  balanceOf(customerId: unknown): Row {
    const { total = 0, unpaid = 0 } = this.#sums.get(customerId) ?? {}
    return { total: money(total), unpaid: money(Math.max(0, unpaid)) }
  }

  #numbersOf(typeId: unknown): { highest: number; uses: Map<number, number> } {
    const found = this.#numbers.get(typeId) ?? { highest: 0, uses: new Map<number, number>() }
    this.#numbers.set(typeId, found)
    return found
  }

  #count(invoice: Row, times: 1 | -1): void {
    const customerId = inner(invoice.customer).id
    if (invoice.deletedAt !== null || customerId === undefined) return
    const sum = this.#sums.get(customerId) ?? { total: 0, unpaid: 0 }
    const sign = isCreditNote(invoice) ? -times : times
    sum.total += sign * cents(invoice.finalAmount)
    sum.unpaid += sign * cents(invoice.restAmount)
    this.#sums.set(customerId, sum)
  }
}

const indexes = new WeakMap<object, InvoiceIndex>()

export function invoiceIndex(state: State): InvoiceIndex {
  const invoices = state.collection('invoices')
  const found = indexes.get(invoices) ?? invoices.follow(new InvoiceIndex())
  indexes.set(invoices, found)
  return found
}

/** After a change of an invoice: what its customer owes. */
export function updateBalance(invoice: Row, state: State): void {
  const { id } = inner(invoice.customer)
  const contacts = state.collection('contacts')
  const contact = contacts.find(id)
  if (contact) contacts.change(contact, invoiceIndex(state).balanceOf(id))
}
