/** The limits of one session. They count attempts, whatever came of them. */
import { formatEuros } from './euros.ts'
import { Refusal } from './refusal.ts'

export interface Limits {
  /** The sum of all invoices of the session, in cents. */
  maxAmount: number
  /** The number of invoices of the session. */
  maxInvoices: number
}

/**
 * Counts what the session may have issued. An invoice is counted once, before its first attempt, and never given back: not after
 * a failure, not after a doubt, and not by a credit note, since amounts are counted without their sign.
 */
export class Caps {
  readonly #limits: Limits
  readonly #counted = new Map<string, number>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * @param id Identifies the invoice, so that a second attempt for it is not counted again.
   * @param cents The absolute amount.
   * @throws Refusal if the invoice would exceed a limit.
   */
  check(id: string, cents: number): void {
    if (this.#counted.has(id)) return
    const { maxAmount, maxInvoices } = this.#limits
    const spent = [...this.#counted.values()].reduce((sum, each) => sum + each, 0)
    if (this.#counted.size + 1 > maxInvoices) {
      throw new Refusal(
        'over_max_invoices',
        `This session may issue ${maxInvoices} invoices, and has tried as many. A person can start the server with a higher --max-invoices.`,
      )
    }
    // Also refuses NaN.
    if (!(cents >= 0 && spent + cents <= maxAmount)) {
      throw new Refusal(
        'over_max_amount',
        `This invoice counts ${formatEuros(cents)} euros. The session may issue ${formatEuros(maxAmount)} euros in all, and has used ${formatEuros(spent)}. A person can start the server with a higher --max-amount.`,
      )
    }
  }

  /** Counts an invoice, just before it is sent. @throws Refusal */
  reserve(id: string, cents: number): void {
    this.check(id, cents)
    if (!this.#counted.has(id)) this.#counted.set(id, cents)
  }
}
