import { isAfm, normalizeAfm } from '../../core/afm.ts'
import { Refusal } from '../refusal.ts'
import { defineTool, objectSchema, pick } from './tool.ts'

/** The registry notifies the owner of each number, so an agent must not try numbers. */
const MAX_LOOKUPS = 20

export const lookupVat = defineTool<{ vatId: string }>({
  name: 'lookup_vat',
  description:
    'Look up a Greek VAT number (AFM) in the tax registry (GSIS). The registry notifies the owner of the number, so use it only for a new customer.',
  inputSchema: objectSchema({ vatId: { type: 'string', maxLength: 20 } }, ['vatId']),
  readOnly: true,
  async run({ vatId }, session, signal) {
    const afm = normalizeAfm(vatId)
    if (!isAfm(afm))
      throw new Refusal('invalid_argument', 'This is not a Greek VAT number: nine digits with a valid check digit.')
    if (session.lookups >= MAX_LOOKUPS) {
      throw new Refusal('too_many_lookups', `A session may look up ${MAX_LOOKUPS} VAT numbers. Restart the server for more.`)
    }
    session.lookups += 1
    const found = await session.billit.gsis.lookup(afm, { signal })
    return pick(found, [
      'company',
      'alias',
      'object',
      'afm',
      'doy',
      'address',
      'city',
      'postcode',
      'companytype',
      'status',
      'error',
    ])
  },
})
