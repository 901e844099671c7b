/** What the rules need to know about all invoices. It follows every change. */
import type { Index } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { cents, inner, money, number } from '../values.ts'
import { isCreditNote } from './mydata.ts'

class InvoiceIndex implements Index {
  /** By type and number. Each type counts for itself. The records of a fixture may share a number. */
  readonly #types = new Map<unknown, { highest: number; byNumber: Map<number, Row[]> }>()
  /** What each customer's invoices come to, in cents. Cancelled ones do not count. */
  readonly #sums = new Map<unknown, { total: number; unpaid: number }>()

  add(invoice: Row): void {
    const count = number(invoice.number)
    const type = this.#typeOf(invoice)
    const same = type.byNumber.get(count)
    if (same) same.push(invoice)
    else type.byNumber.set(count, [invoice])
    type.highest = Math.max(type.highest, count)
    this.#count(invoice, 1)
  }

  remove(invoice: Row): void {
    const count = number(invoice.number)
    const type = this.#typeOf(invoice)
    const others = type.byNumber.get(count)?.filter((other) => other !== invoice) ?? []
    if (others.length > 0) type.byNumber.set(count, others)
    else type.byNumber.delete(count)
    while (type.highest > 0 && !type.byNumber.has(type.highest)) type.highest -= 1
    this.#count(invoice, -1)
  }

  replace(old: Row, invoice: Row): void {
    this.remove(old)
    this.add(invoice)
  }

  change(invoice: Row, apply: () => void): void {
    this.remove(invoice)
    apply()
    this.add(invoice)
  }

  clear(): void {
    this.#types.clear()
    this.#sums.clear()
  }

  highestNumber(typeId: unknown): number {
    return this.#types.get(typeId)?.highest ?? 0
  }

  withNumber(count: unknown): Row[] {
    return [...this.#types.values()].flatMap(({ byNumber }) => byNumber.get(number(count)) ?? [])
  }

  /** The fields of a contact that depend on its invoices. */
  balanceOf(customerId: unknown): Row {
    const { total = 0, unpaid = 0 } = this.#sums.get(customerId) ?? {}
    return { total: money(total), unpaid: money(Math.max(0, unpaid)) }
  }

  #typeOf({ type }: Row): { highest: number; byNumber: Map<number, Row[]> } {
    const { id } = inner(type)
    const found = this.#types.get(id) ?? { highest: 0, byNumber: new Map<number, Row[]>() }
    this.#types.set(id, found)
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
