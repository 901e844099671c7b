/** What this session has sent: each draft has one key, and while an outcome is uncertain nothing else is sent. */
import { Refusal } from './refusal.ts'

export class Issued {
  readonly #keys = new Map<string, string>()
  #doubt: string | undefined

  /**
   * Identifies the invoice of a draft and a key.
   *
   * @throws Refusal if the draft was sent with another key, which would issue it twice, or while another outcome is unknown.
   */
  identify(hash: string, key: string): string {
    const id = `${hash} ${key}`
    const used = this.#keys.get(hash)
    if (used !== undefined && used !== key) {
      throw new Refusal(
        'already_issued',
        `This draft was sent with the key '${used}', so another key would issue it twice. Use the same key to see the outcome. For a second, equal invoice, a person can restart the server.`,
      )
    }
    if (this.#doubt !== undefined && this.#doubt !== id) {
      throw new Refusal(
        'outcome_uncertain',
        'Another invoice was sent, and its outcome is not known yet. Call issue_invoice with its hash and key first, or let a person check the web app and restart the server.',
      )
    }
    return id
  }

  /** Records that a draft is about to be sent. Until `settle`, its outcome is a doubt. */
  begin(hash: string, key: string): void {
    this.#doubt = this.identify(hash, key)
    this.#keys.set(hash, key)
  }

  /** Records that the outcome is known. */
  settle(): void {
    this.#doubt = undefined
  }
}
