import type { Row, State } from '../types.ts'
import { midnight, unsent } from './values.ts'

/** What the API sends for no date at all. */
const EMPTY_DATE = '-0001-11-30T00:00:00+00:00'

const NOT_SENT = ['returnUrl', 'active', 'wasSend', 'tags', 'sales']

export const ocpFields = (body: Row, row: Row, state: State): Row => ({
  paymentmethodId: body.paymentMethodId,
  locale: body.lang,
  // The record and the list have the one name, the answer to a create or an update has the other.
  netValue: body.netValue,
  cleanCost: body.netValue,
  active: true,
  expirationAt: typeof body.expirationAt === 'string' ? midnight(body.expirationAt) : EMPTY_DATE,
  permalink: `https://app.sandbox-billit.xyz/ocp/${row.uuid}`,
  ...unsent(NOT_SENT, body, row, state.collection('ocps')),
})

/** The answer to its delete is the link as it was last. */
export function cancelOcp(ocp: Row, state: State): boolean {
  const now = state.now()
  Object.assign(ocp, { active: false, updatedAt: now, deletedAt: now })
  return false
}
