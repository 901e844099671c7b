/** The file that the server writes for the person who approves an invoice. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isRecord } from '../../core/record.ts'

/** What a person sees before they approve. Texts are as the agent and the API wrote them: clean them before you show them. */
export interface Subject {
  /** The hash of the draft, which covers everything that is sent. */
  hash: string
  key: string
  environment: string
  baseUrl: string
  account: { uuid: string; company: string; vatId: string }
  customer: { id: number; company: string; vatId: string } | undefined
  /** The request body. */
  body: Record<string, unknown>
  /** In cents. */
  totals: { net: number; vat: number; total: number; payable: number }
  warnings: string[]
}

/** A request for approval. */
export interface ApprovalRequest extends Subject {
  version: 1
  code: string
  /** Unguessable, so that nobody can prepare an approval before the request is there. */
  nonce: string
  /** The process that asks. */
  process: { id: string; pid: number; folder: string }
  /** In milliseconds since 1970. */
  createdAt: number
  expiresAt: number
}

export const LIFETIME_MS = 10 * 60_000

/** No letters or digits that look alike. */
export const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
export const CODE_LENGTH = 8

/** The folder in the state folder. */
export const APPROVALS = 'approvals'

/** The path of a file of a code. */
export const approvalPath = (stateFolder: string, code: string, kind: 'request' | 'approval'): string =>
  join(stateFolder, APPROVALS, `${code}.${kind}.json`)

/** The names of these files. */
export const APPROVAL_FILE = new RegExp(`^[${CODE_LETTERS}]{${CODE_LENGTH}}\\.(request|approval)\\.json$`)

/** Reads a code as a person types it: `abcd-efgh`. `undefined` if it is not a code, so that it is never part of a path. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '')
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter)) ? code : undefined
}

export const formatCode = (code: string): string => `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`

/** Identifies the exact content that a person has seen. */
export const digestOf = (content: string): string => createHash('sha256').update(`approved\n${content}`).digest('hex')

/** Whether a request can still be approved or used. `false` if the clock was set back. */
export const isCurrent = ({ createdAt, expiresAt }: Pick<ApprovalRequest, 'createdAt' | 'expiresAt'>, now: number): boolean =>
  now >= createdAt && now < expiresAt && expiresAt - createdAt <= LIFETIME_MS

/** Parses the file. `undefined` if it is not a request for this code. */
export function parseRequest(content: string, code: string): ApprovalRequest | undefined {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value.version !== 1 || value.code !== code) return undefined
  const { key, environment, baseUrl, createdAt, expiresAt } = value
  const hasTexts = [key, environment, baseUrl, value.hash, value.nonce].every((each) => typeof each === 'string')
  const hasTimes = Number.isSafeInteger(createdAt) && Number.isSafeInteger(expiresAt)
  const { account, body, totals, warnings } = value
  const hasAmounts = isRecord(totals) && ['net', 'vat', 'total', 'payable'].every((name) => Number.isSafeInteger(totals[name]))
  if (!hasTexts || !hasTimes || !hasAmounts || !isRecord(account) || !isRecord(body) || !Array.isArray(warnings)) return undefined
  // This version of the server wrote it. What a person decides on was checked above.
  return value as unknown as ApprovalRequest
}
