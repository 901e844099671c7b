import type { Contact } from '../../core/types.ts'
import { checkDraft, describeProblem, readBody } from '../draft.ts'
import type { ShortSchema } from '../draft-schema.ts'
import { eurosOf, formatEuros } from '../euros.ts'
import { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'
import { defineTool, objectSchema, pick, type Tool } from './tool.ts'

interface CheckDraftArgs {
  draft: object
}

/** @param schema The schema of a draft. */
export const createCheckDraft = (schema: ShortSchema): Tool =>
  defineTool<CheckDraftArgs>({
    name: 'check_draft',
    description:
      'Check an invoice before it is issued: the rules of the tax authority, the totals in euros, and a hash of exactly what would be sent. Sends nothing. Show the person the totals and the customer. A changed draft needs a new check.',
    inputSchema: objectSchema({ draft: schema }, ['draft']),
    readOnly: true,
    async run({ draft }, session, signal) {
      const body = readBody(draft, session.draftSchema)
      const account = await session.account()
      const customer = await readCustomer(session, body.customerId, signal)
      const checked = await checkDraft(body, session.options.place, account, customer)
      session.addDraft(checked)
      const { hash, totals, warnings, cents } = checked
      return {
        hash,
        environment: session.options.place.environment,
        customer: customer && pick(customer, ['id', 'company', 'vatId']),
        totals: eurosOf(totals, ['net', 'vat', 'total', 'payable']),
        byRate: totals.byRate.map(({ percent, net, vat }) => ({ percent, net: formatEuros(net), vat: formatEuros(vat) })),
        warnings: warnings.map(describeProblem),
        counts: formatEuros(cents),
      }
    },
  })

/** @throws Refusal if the id is not a number. NotFoundError if there is no such contact. */
async function readCustomer({ billit }: Session, id: unknown, signal: AbortSignal): Promise<Contact | undefined> {
  if (id === undefined || id === null) return undefined
  if (!Number.isSafeInteger(id) || Number(id) < 1) {
    throw new Refusal('invalid_draft', 'customerId must be the id of a contact: see find with kind contacts.')
  }
  return billit.contacts.get(Number(id), { signal })
}
