/** The server's side of an approval. Every doubt is a refusal. */
import { randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { rmSync } from 'node:fs'
import { messageOf } from '../../core/text.ts'
import { Refusal } from '../refusal.ts'
import { openPrivateFolder, readPrivateFile, removeOldFiles, writePrivateFile } from './private-files.ts'
import {
  APPROVAL_FILE,
  APPROVALS,
  type ApprovalRequest,
  approvalPath,
  CODE_LENGTH,
  CODE_LETTERS,
  digestOf,
  formatCode,
  isCurrent,
  LIFETIME_MS,
  type Subject,
} from './request.ts'

/** A code that waits for a person. */
export interface Pending {
  /** As a person types it. */
  code: string
  expiresAt: number
}

interface Asked extends Pick<ApprovalRequest, 'createdAt' | 'expiresAt'> {
  code: string
  digest: string
}

/** How many codes may wait at a time: more would only hide the right one. */
const MAX_PENDING = 5

interface ApprovalsOptions {
  stateFolder: string
  /** The time, in milliseconds since 1970. */
  now: () => number
}

/** The approvals that this process asks for. The codes of another process mean nothing here, since they are not in its memory. */
export class Approvals {
  readonly #stateFolder: string
  readonly #now: () => number
  readonly #process = { id: randomUUID(), pid: process.pid, folder: process.cwd() }
  readonly #asked = new Map<string, Asked>()
  /** Hashes of refused drafts. Another key does not make them acceptable. */
  readonly #refused = new Set<string>()

  constructor({ stateFolder, now }: ApprovalsOptions) {
    this.#stateFolder = stateFolder
    this.#now = now
  }

  /**
   * Uses the approval of an invoice, or asks for one.
   *
   * @param id Identifies the invoice: its hash and its key.
   * @returns `undefined` if a person has approved it. The approval is then used up.
   * @throws Refusal if a person has refused it, or if anything is not as it should be.
   */
  use(id: string, subject: Subject): Pending | undefined {
    if (this.#refused.has(subject.hash)) throw refusedByPerson()
    try {
      const folder = openPrivateFolder(this.#stateFolder, APPROVALS)
      // Left by a server that was killed. They contain the data of a customer.
      removeOldFiles(folder, APPROVAL_FILE, this.#now() - 2 * LIFETIME_MS)
      const asked = this.#asked.get(id)
      if (!asked) return this.#ask(id, subject)
      if (!isCurrent(asked, this.#now())) {
        this.#forget(id)
        return this.#ask(id, subject)
      }
      return this.#take(id, asked, subject.hash)
    } catch (error) {
      if (error instanceof Refusal) throw error
      this.#forget(id)
      throw new Refusal('approval_failed', `The approval cannot be handed over: ${messageOf(error)} Nothing was sent.`)
    }
  }

  /** Removes the files of this process. */
  close(): void {
    for (const id of [...this.#asked.keys()]) this.#forget(id)
  }

  #take(id: string, asked: Asked, hash: string): Pending | undefined {
    const request = readPrivateFile(this.#path(asked.code, 'request'))
    const approval = readPrivateFile(this.#path(asked.code, 'approval'))
    if (request === undefined && approval === undefined) {
      this.#forget(id)
      this.#refused.add(hash)
      throw refusedByPerson()
    }
    if (approval === undefined) return { code: formatCode(asked.code), expiresAt: asked.expiresAt }
    // Before the invoice is sent, so that the code can never be used twice.
    this.#forget(id)
    if (isEqual(approval, asked.digest)) return undefined
    throw new Refusal(
      'approval_failed',
      'The approval is for other content than the server asked about, so it was discarded. Nothing was sent. Call issue_invoice again for a new code.',
    )
  }

  #ask(id: string, subject: Subject): Pending {
    for (const [other, asked] of this.#asked) if (!isCurrent(asked, this.#now())) this.#forget(other)
    if (this.#asked.size >= MAX_PENDING) {
      throw new Refusal(
        'too_many_codes',
        `${MAX_PENDING} codes wait for a person. Wait until they are approved, refused or expired.`,
      )
    }
    const code = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('')
    const createdAt = this.#now()
    const expiresAt = createdAt + LIFETIME_MS
    const nonce = randomBytes(32).toString('hex')
    const request: ApprovalRequest = { version: 1, code, nonce, process: this.#process, createdAt, expiresAt, ...subject }
    const content = JSON.stringify(request)
    writePrivateFile(this.#path(code, 'request'), content)
    this.#asked.set(id, { code, digest: digestOf(content), createdAt, expiresAt })
    return { code: formatCode(code), expiresAt }
  }

  #forget(id: string): void {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    if (!asked) return
    for (const kind of ['request', 'approval'] as const) rmSync(this.#path(asked.code, kind), { force: true })
  }

  #path(code: string, kind: 'request' | 'approval'): string {
    return approvalPath(this.#stateFolder, code, kind)
  }
}

const refusedByPerson = () =>
  new Refusal('refused_by_person', 'A person refused this invoice. Do not ask again: talk to them, and change the draft.')

/** Compares two texts in constant time. */
function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
