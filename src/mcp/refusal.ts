/** Why the server refuses a call. The page of the guide lists them. */
export type RefusalCode =
  | 'invalid_argument'
  | 'invalid_draft'
  | 'mail'
  | 'unknown_hash'
  | 'already_issued'
  | 'outcome_uncertain'
  | 'over_max_amount'
  | 'over_max_invoices'
  | 'keys_unusable'
  | 'refused_by_person'
  | 'approval_failed'
  | 'too_many_codes'
  | 'too_many_lookups'
  | 'too_many_requests'
  | 'copy_unusable'
  | 'account_unknown'

/** The server refuses a call by its own rules. The message has the cure. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  /** What the agent may need to correct the call. */
  readonly details: object

  constructor(code: RefusalCode, message: string, details: object = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
