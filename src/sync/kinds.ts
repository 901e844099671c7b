/** Decides what happened to a record. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../core/record.ts'
import { mydataStateOf } from '../mydata/state.ts'
import { parseExactly } from './csv.ts'
import type { ExportResource } from './resources.ts'

/** The kinds of change. The last five are of invoices only. */
export const CHANGE_KINDS = ['created', 'updated', 'removed', 'marked', 'refused', 'paid', 'partly-paid', 'cancelled'] as const

/**
 * What happened to a record.
 *
 * - `created`: it is new in Billit, or it is there again.
 * - `updated`: at least one of its fields changed.
 * - `removed`: it is no longer in Billit.
 * - `marked`: the tax authority has registered the invoice.
 * - `refused`: the tax authority rejected the invoice, or rejected it again for other reasons.
 * - `paid`: the invoice is paid in full.
 * - `partly-paid`: a part of the invoice was paid.
 * - `cancelled`: the invoice was cancelled.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/**
 * Compares two versions of a record, as the server sent them.
 *
 * @param before Its JSON, or `null` if it did not exist.
 * @param after Its JSON, or `null` if it does not exist any more.
 * @returns Empty if the two are equal.
 */
export function kindsOfChange(resource: ExportResource, before: string | null, after: string | null): ChangeKind[] {
  if (after === null) return before === null ? [] : ['removed']
  if (before !== null && isEqual(before, after)) return []
  const kind = before === null ? 'created' : 'updated'
  return resource === 'invoices' ? [kind, ...invoiceKinds(before, after)] : [kind]
}

/** Compares every digit: two long numbers may be equal in JavaScript only. */
const isEqual = (one: string, other: string): boolean =>
  one === other || isDeepStrictEqual(parseExactly(one), parseExactly(other))

function invoiceKinds(before: string | null, after: string): ChangeKind[] {
  const old = before === null ? undefined : summarize(before)
  const now = summarize(after)
  const isNewlyRefused = now.state === 'failed' && (old?.state !== 'failed' || old.errors !== now.errors)
  const isNewlyReported = now.mark !== null && (old === undefined || old.mark === null)
  const hasLessToPay = now.rest < (old?.rest ?? now.payable)
  return [
    ...(isNewlyReported ? ['marked' as const] : []),
    ...(isNewlyRefused ? ['refused' as const] : []),
    ...(now.isPaid && !old?.isPaid ? ['paid' as const] : []),
    ...(!now.isPaid && now.rest > 0 && now.rest < now.payable && hasLessToPay ? ['partly-paid' as const] : []),
    ...(now.state === 'cancelled' && old?.state !== 'cancelled' ? ['cancelled' as const] : []),
  ]
}

interface InvoiceSummary {
  state: string
  mark: string | null
  errors: string
  isPaid: boolean
  /** `NaN` if the server did not send it. Comparisons with it are false. */
  rest: number
  payable: number
}

function summarize(json: string): InvoiceSummary {
  const record: unknown = JSON.parse(json)
  const invoice = isRecord(record) ? record : {}
  const { state, mark, errors } = mydataStateOf(invoice)
  return {
    ...{ state, mark, errors: errors.join('\n') },
    isPaid: invoice.isPaid === true,
    rest: readAmount(invoice.restAmount),
    payable: readAmount(invoice.payableAmount),
  }
}

const readAmount = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN
