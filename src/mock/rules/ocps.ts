import type { Row, State } from '../types.ts'
import { midnight } from './values.ts'

/** What the API sends for no date at all. */
const EMPTY_DATE = '-0001-11-30T00:00:00+00:00'

export const ocpFields = (body: Row, row: Row, _state: State, before?: Row): Row => ({
  paymentmethodId: body.paymentMethodId,
  locale: body.lang,
  // Show and list call it `cleanCost`, the answers to create and update call it `netValue`.
  netValue: body.netValue,
  cleanCost: body.netValue,
  active: before?.active ?? true,
  expirationAt: typeof body.expirationAt === 'string' ? midnight(body.expirationAt) : EMPTY_DATE,
  permalink: `https://app.sandbox-billit.xyz/ocp/${row.uuid}`,
})

/** The answer to a delete is the link as it was last. */
export function cancelOcp(ocp: Row, state: State): boolean {
  const now = state.now()
  state.collection('ocps').change(ocp, { active: false, updatedAt: now, deletedAt: now })
  return false
}
