/** The changes that a watch hands out. */
import { messageOf } from '../core/text.ts'
import type { Contact, Customer, Invoice, Ocp, Payment, Product, Purchase, Supplier, Tag } from '../core/types.ts'
import { ExportError } from './export-error.ts'
import type { ChangeKind } from './kinds.ts'
import type { Outbox, StoredChange } from './outbox.ts'
import type { ExportResource } from './resources.ts'

interface Records {
  contacts: Contact
  customers: Customer
  suppliers: Supplier
  products: Product
  tags: Tag
  invoices: Invoice
  ocps: Ocp
  payments: Payment
  purchases: Purchase
}

/** A change of one record. Its records are as the server sent them. */
export interface ChangeOf<Resource extends ExportResource> {
  /** Identifies the change. It stays the same if the change is handed out again, so a consumer can ignore repeats. */
  readonly id: string
  /** When the watch found the change, by the clock of this machine. */
  readonly at: Date
  /** The resource of the record. */
  readonly resource: Resource
  /** The record's uuid, or its id as text. */
  readonly key: string
  /** What happened, such as `['updated', 'paid']`. */
  readonly kinds: readonly ChangeKind[]
  /** The record before the change. `null` if it was created. */
  readonly before: Records[Resource] | null
  /** The record after the change. `null` if it was removed. */
  readonly after: Records[Resource] | null
  /** How often the change was handed out, this time included. */
  readonly deliveries: number
  /**
   * Acknowledges the change, so that it is not handed out again.
   *
   * @throws ExportError if the watch has ended, so that the change is handed out again.
   */
  done(): Promise<void>
  /** Records why the change could not be handled. It is handed out again after a pause, as if `done()` had not been called. */
  failed(reason: unknown): Promise<void>
}

/** A change of a record of any resource. */
export type Change = { [Resource in ExportResource]: ChangeOf<Resource> }[ExportResource]

/** Turns stored changes into changes for the consumer, and remembers what became of them. */
export class Delivery {
  readonly #outbox: Outbox
  readonly #max: number
  #hasEnded = false

  /** @param max After this many deliveries, a change is dead. */
  constructor(outbox: Outbox, max: number) {
    this.#outbox = outbox
    this.#max = max
  }

  /** After this, the target is closed. */
  end(): void {
    this.#hasEnded = true
  }

  /** @returns The change, and a function to call when the consumer asks for the next one. */
  open(stored: StoredChange): { change: Change; settle: () => Promise<void> } {
    let isSettled = false
    const check = () => {
      if (this.#hasEnded) throw new ExportError(`The watch has ended, so the change ${stored.id} is handed out again.`)
      isSettled = true
    }
    const change = {
      ...{ id: stored.id, at: new Date(stored.at), resource: stored.resource, key: stored.key, kinds: stored.kinds },
      before: parse(stored.before),
      after: parse(stored.after),
      deliveries: stored.deliveries,
      done: async () => {
        check()
        await this.#outbox.acknowledge(stored.seq)
      },
      failed: async (reason: unknown) => {
        check()
        await this.#outbox.fail(stored, this.#max, messageOf(reason))
      },
    }
    const settle = async () => {
      if (!isSettled) await this.#outbox.fail(stored, this.#max, null)
    }
    // The records are those of the resource.
    return { change: change as Change, settle }
  }
}

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
