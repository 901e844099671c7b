/** An index of the invoices: their numbers, and the balance of each customer. */
import type { CollectionIndex } from '../collection.ts'
import type { Row } from '../row.ts'
import type { State } from '../state.ts'
import { asNumber, asRow, fromCents, toCents } from '../values.ts'
import { isCreditNote } from './mydata.ts'

class InvoiceIndex implements CollectionIndex {
  /** Invoices by type and number. Each type has its own sequence of numbers. Invoices of a snapshot may share a number. */
  readonly #byType = new Map<unknown, { highest: number; byNumber: Map<number, Row[]> }>()
  /** The balance of each customer in cents, without cancelled invoices. */
  readonly #balances = new Map<unknown, { total: number; unpaid: number }>()

  add(invoice: Row): void {
    const count = asNumber(invoice.number)
    const type = this.#getTypeIndex(invoice)
    const same = type.byNumber.get(count)
    if (same) same.push(invoice)
    else type.byNumber.set(count, [invoice])
    type.highest = Math.max(type.highest, count)
    this.#addToBalance(invoice, 1)
  }

  remove(invoice: Row): void {
    const count = asNumber(invoice.number)
    const type = this.#getTypeIndex(invoice)
    const others = type.byNumber.get(count)?.filter((other) => other !== invoice) ?? []
    if (others.length > 0) type.byNumber.set(count, others)
    else type.byNumber.delete(count)
    while (type.highest > 0 && !type.byNumber.has(type.highest)) type.highest -= 1
    this.#addToBalance(invoice, -1)
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
    this.#byType.clear()
    this.#balances.clear()
  }

  getHighestNumber(typeId: unknown): number {
    return this.#byType.get(typeId)?.highest ?? 0
  }

  findByNumber(count: unknown): Row[] {
    return [...this.#byType.values()].flatMap(({ byNumber }) => byNumber.get(asNumber(count)) ?? [])
  }

  /** The fields of a contact that are computed from its invoices. */
  getBalance(customerId: unknown): Row {
    const { total = 0, unpaid = 0 } = this.#balances.get(customerId) ?? {}
    return { total: fromCents(total), unpaid: fromCents(Math.max(0, unpaid)) }
  }

  #getTypeIndex({ type }: Row): { highest: number; byNumber: Map<number, Row[]> } {
    const { id } = asRow(type)
    const found = this.#byType.get(id) ?? { highest: 0, byNumber: new Map<number, Row[]>() }
    this.#byType.set(id, found)
    return found
  }

  #addToBalance(invoice: Row, direction: 1 | -1): void {
    const customerId = asRow(invoice.customer).id
    if (invoice.deletedAt !== null || customerId === undefined) return
    const sum = this.#balances.get(customerId) ?? { total: 0, unpaid: 0 }
    const sign = isCreditNote(invoice) ? -direction : direction
    sum.total += sign * toCents(invoice.finalAmount)
    sum.unpaid += sign * toCents(invoice.restAmount)
    this.#balances.set(customerId, sum)
  }
}

const indexes = new WeakMap<object, InvoiceIndex>()

export function getInvoiceIndex(state: State): InvoiceIndex {
  const invoices = state.collection('invoices')
  const found = indexes.get(invoices) ?? invoices.addIndex(new InvoiceIndex())
  indexes.set(invoices, found)
  return found
}

/** Updates the balance of the invoice's customer. */
export function updateBalance(invoice: Row, state: State): void {
  const { id } = asRow(invoice.customer)
  const contacts = state.collection('contacts')
  const contact = contacts.find(id)
  if (contact) contacts.change(contact, getInvoiceIndex(state).getBalance(id))
}
