import { operations } from '../../generated/operations.ts'
import type { Result } from '../core/api-promise.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import type { Preflight } from '../core/options.ts'
import type { Problem } from '../core/problem.ts'
import type { Account, Contact, Invoice, InvoiceCreate } from '../core/types.ts'
import { type CallOptions, shareDeadline } from '../http/call-options.ts'
import type { Caller, RequestParts } from '../http/caller.ts'
import { byId, encodeBody } from '../http/encode.ts'
import type { AccountResource } from './account.ts'

/** A record that takes longer to read does not delay the invoice. */
const READ_DEADLINE_MS = 5000

/** Checks an invoice before it is sent, with the account and the contact if the client's options say so. */
export class InvoicePreflight {
  readonly #caller: Caller
  readonly #account: AccountResource
  readonly #options: Preflight
  readonly #contacts = new ContactCache()

  constructor(caller: Caller, account: AccountResource, options: Preflight) {
    this.#caller = caller
    this.#account = account
    this.#options = options
  }

  /**
   * Checks an invoice and sends it. One deadline covers all requests. The body is encoded before the first await, and the same
   * JSON is checked and sent.
   *
   * @throws InvalidArgumentError with the problems, if one of them is an error.
   */
  async send(id: 'createInvoice' | 'updateInvoice', parts: RequestParts, options: CallOptions): Promise<Result<Invoice>> {
    const { settings } = this.#caller
    const { body, json = encodeBody(body, operations[id].dates, settings.timeZone), ...rest } = parts
    const remaining = shareDeadline(options, settings.deadline)
    await this.#check(JSON.parse(json), remaining)
    return this.#caller.fetch(id, { ...rest, json }, remaining())
  }

  async #check(invoice: InvoiceCreate, remaining: () => CallOptions): Promise<void> {
    const { check, account: usesAccount, contacts: usesContacts } = this.#options
    const account = usesAccount ? await this.#readAccount(remaining()) : undefined
    // The rules about the customer are the authority's.
    const contactId = usesContacts && invoice.excludeMydata !== true ? invoice.customerId : undefined
    const cached = contactId === undefined ? undefined : this.#contacts.get(contactId)
    const contact = cached ?? (await this.#readContact(contactId, remaining()))
    const problems = check(invoice, account, contact)
    if (!cached || !problems.some(isError)) return this.#refuse(problems)
    // A contact may have changed since it was read.
    this.#refuse(check(invoice, account, await this.#readContact(contactId, remaining())))
  }

  #readAccount(options: CallOptions): Promise<Account | undefined> {
    return this.#read('account', options, (limits) => this.#account.get(limits))
  }

  async #readContact(id: unknown, options: CallOptions): Promise<Contact | undefined> {
    if (!Number.isSafeInteger(id) || Number(id) < 1) return undefined
    const contact = await this.#read(`contact ${id}`, options, async (limits) => {
      return (await this.#caller.fetch('getContact', byId(Number(id)), limits)).data
    })
    if (contact) this.#contacts.set(Number(id), contact)
    return contact
  }

  /** If a record cannot be read, the invoice is checked without it. Only an abort ends the call. */
  async #read<T>(
    what: string,
    { signal, deadline = Infinity }: CallOptions,
    read: (limits: CallOptions) => PromiseLike<T>,
  ): Promise<T | undefined> {
    try {
      return await read({ signal, maxRetries: 0, deadline: Math.min(deadline, READ_DEADLINE_MS) })
    } catch (error) {
      if (signal?.aborted) throw error
      this.#caller.settings.logger?.warn(`preflight: could not read the ${what}, so the invoice is checked without it.`)
      return undefined
    }
  }

  /** Logs the warnings. @throws InvalidArgumentError if there are errors. */
  #refuse(problems: readonly Problem[]): void {
    const describe = ({ path, message }: Problem) => `${path}: ${message.en}`
    const { logger } = this.#caller.settings
    for (const problem of problems) if (!isError(problem)) logger?.warn(`preflight: ${describe(problem)}`)
    const errors = problems.filter(isError)
    if (errors.length === 0) return
    throw new InvalidArgumentError(`The invoice would be rejected. ${errors.map(describe).join(' ')}`, { problems })
  }
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

const LIFETIME_MS = 5 * 60_000
const MAX_CONTACTS = 100

/** Contacts that were read in the last few minutes. */
class ContactCache {
  readonly #entries = new Map<number, { contact: Contact; expires: number }>()

  get(id: number): Contact | undefined {
    const entry = this.#entries.get(id)
    return entry && performance.now() < entry.expires ? entry.contact : undefined
  }

  set(id: number, contact: Contact): void {
    this.#entries.set(id, { contact, expires: performance.now() + LIFETIME_MS })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MAX_CONTACTS) break
      this.#entries.delete(oldest)
    }
  }
}
