/** What the tools of one server process share. */
import { join } from 'node:path'
import { canonicalJson } from '../core/canonical-json.ts'
import { sha256 } from '../core/sha256.ts'
import { messageOf } from '../core/text.ts'
import type { Account } from '../core/types.ts'
import { Redactor } from '../http/redact.ts'
import { Billit } from '../index.ts'
import { checkInvoice } from '../mydata/index.ts'
import { sqliteStore } from '../stores/index.ts'
import { Approvals } from './approval/approvals.ts'
import { openPrivateFolder } from './approval/private-files.ts'
import { Caps, type Limits } from './caps.ts'
import type { CheckedDraft } from './draft.ts'
import { readDraftSchema, type ShortSchema } from './draft-schema.ts'
import { Issued } from './issued.ts'
import type { Place } from './place.ts'
import { Refusal } from './refusal.ts'

/** What the command line says. */
export interface SessionOptions {
  place: Place
  token: string
  /** Whether there is a tool that issues invoices. */
  allowIssue: boolean
  limits: Limits
  /** A SQLite file that `billit-io export` wrote. */
  copy: string | undefined
  /** The folder for keys and approvals. */
  stateFolder: string
  /** The time, in milliseconds since 1970. */
  now: () => number
  /** Writes a line to stderr. */
  log: (line: string) => void
}

/** Less than the minute after which clients stop waiting for a tool. */
export const CALL_DEADLINE_MS = 45_000

const MAX_DRAFTS = 100

export class Session {
  readonly options: SessionOptions
  readonly billit: Billit
  readonly redactor = new Redactor()
  readonly caps: Caps
  readonly invoices = new Issued()
  readonly approvals: Approvals
  readonly draftSchema: ShortSchema = readDraftSchema()
  /** Looked-up VAT numbers. */
  lookups = 0
  readonly #drafts = new Map<string, CheckedDraft>()
  #issuer: Billit | undefined

  /** @throws ConfigurationError if the token or the server is invalid. */
  constructor(options: SessionOptions) {
    this.options = options
    this.redactor.add(options.token)
    this.billit = new Billit(this.#clientOptions)
    this.caps = new Caps(options.limits)
    this.approvals = new Approvals(options)
  }

  get #clientOptions() {
    const { place, token } = this.options
    return { token, baseUrl: place.baseUrl, deadline: CALL_DEADLINE_MS }
  }

  /** @throws Refusal if the token cannot read its account: then nothing says whose invoice it would be. */
  async account(): Promise<Account> {
    const account = await this.billit.account.get()
    if (typeof account.uuid === 'string' && account.uuid !== '') return account
    throw new Refusal('account_unknown', 'The response of GET /account has no uuid, so the account is unknown.')
  }

  readonly log = (line: string): void => this.options.log(this.redactor.text(line))

  addDraft(draft: CheckedDraft): void {
    this.#drafts.set(draft.hash, draft)
    const [oldest] = this.#drafts.keys()
    if (this.#drafts.size > MAX_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest)
  }

  findDraft(hash: string): CheckedDraft | undefined {
    return this.#drafts.get(hash)
  }

  /**
   * The client that issues invoices. It checks each one again just before it is sent, and keeps the keys of an account in one
   * file for all processes.
   *
   * @throws Refusal if the file cannot be used.
   */
  async issuer({ uuid }: Account): Promise<Billit> {
    const { place, stateFolder } = this.options
    const name = (await sha256(canonicalJson([place.baseUrl, uuid]))).slice(0, 32)
    try {
      const folder = openPrivateFolder(stateFolder, 'keys')
      this.#issuer ??= new Billit({
        ...this.#clientOptions,
        idempotencyStore: sqliteStore(join(folder, `${name}.db`)),
        preflight: { check: checkInvoice, account: true, contacts: true },
      })
      return this.#issuer
    } catch (error) {
      throw new Refusal('keys_unusable', `The keys of invoices cannot be stored, so nothing was sent. ${messageOf(error)}`)
    }
  }
}
