import { isBillitError, UncertainOutcomeError } from '../../core/errors.ts'
import type { CreatedOnce } from '../../core/options.ts'
import type { InvoiceCreate } from '../../core/types.ts'
import type { Billit } from '../../index.ts'
import { compareTotals, mydataStateOf } from '../../mydata/index.ts'
import type { Subject } from '../approval/request.ts'
import { type CheckedDraft, describeProblem } from '../draft.ts'
import { formatEuros } from '../euros.ts'
import { Refusal } from '../refusal.ts'
import { CALL_DEADLINE_MS, type Session } from '../session.ts'
import { defineTool, objectSchema, pick } from './tool.ts'

interface IssueArgs {
  hash: string
  key: string
}

export const issueInvoice = defineTool<IssueArgs>({
  name: 'issue_invoice',
  description:
    'Issue the invoice of a checked draft, at most once for a key. It is reported to the tax authority and cannot be deleted. In production the first call returns a code: show it to the person, who approves it in a terminal with `npx billit-io approve <code>`; then call again with the same arguments. You cannot approve it. After `uncertain`, do not use another key: call again with the same arguments when the person agrees.',
  inputSchema: objectSchema(
    {
      hash: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'From check_draft, in this session.' },
      key: {
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$',
        description: "The person's own name for the invoice, such as order-1042. The same key never issues twice.",
      },
    },
    ['hash', 'key'],
  ),
  readOnly: false,
  async run({ hash, key }, session) {
    const draft = session.findDraft(hash)
    if (!draft) {
      throw new Refusal('unknown_hash', 'No draft with this hash was checked in this session. Call check_draft first.')
    }
    const billit = await session.issuer(draft.account)
    // No await from here to the request, so that two calls cannot both be below a limit.
    const id = session.invoices.identify(hash, key)
    session.caps.check(id, draft.cents)
    if (session.options.place.environment === 'production') {
      const pending = session.approvals.use(id, describeForPerson(draft, key, session))
      if (pending) return askForApproval(pending)
    }
    session.caps.reserve(id, draft.cents)
    session.invoices.begin(hash, key)
    return send(billit, draft, key, session)
  },
})

async function send(billit: Billit, draft: CheckedDraft, key: string, { invoices }: Session): Promise<object> {
  // The JSON of a checked body.
  const body = JSON.parse(draft.json) as InvoiceCreate
  try {
    // Without the signal of the client: a cancelled call must not leave a doubt that waiting would have cleared.
    const created = await billit.invoices.createOnce(key, body, { deadline: CALL_DEADLINE_MS })
    invoices.settle()
    return describeIssued(created, draft)
  } catch (error) {
    if (error instanceof UncertainOutcomeError) return describeDoubt(error)
    if (isBillitError(error) && !error.mayHaveSucceeded) invoices.settle()
    throw error
  }
}

const askForApproval = ({ code, expiresAt }: { code: string; expiresAt: number }) => ({
  status: 'approval_required',
  code,
  command: `npx billit-io approve ${code}`,
  expiresAt: new Date(expiresAt).toISOString(),
  next: 'Nothing was sent. Ask the person to run the command in their own terminal. Do not run it yourself. Then call issue_invoice again with the same hash and key.',
})

function describeIssued({ invoice, outcome }: CreatedOnce, { totals }: CheckedDraft): object {
  const differences = compareTotals(totals, invoice)
  return {
    status: outcome,
    ...pick(invoice, ['uuid', 'number', 'dateIssued', 'amount', 'vatAmount', 'finalAmount', 'payableAmount', 'permalink']),
    mydata: mydataStateOf(invoice),
    ...(differences.length > 0 && {
      differences: differences.map(({ path, expected, received }) => ({
        path,
        checked: formatEuros(expected),
        billit: formatEuros(received),
      })),
    }),
  }
}

function describeDoubt({ key, safeAfter, candidates }: UncertainOutcomeError): object {
  return {
    status: 'uncertain',
    key,
    safeAfter: safeAfter.toISOString(),
    candidates: candidates.slice(0, 10).map((row) => ({
      ...pick(row, ['uuid', 'number', 'dateIssued', 'amount', 'finalAmount', 'createdAt']),
      customer: pick(row.customer ?? {}, ['id', 'company']),
    })),
    next: 'The invoice may or may not exist. Tell the person. Do not use another key, and do not check another draft for it. After safeAfter, issue_invoice with the same hash and key searches for it first. If there are candidates, a person must compare them in the web app.',
  }
}

function describeForPerson(
  { hash, json, account, customer, totals, warnings }: CheckedDraft,
  key: string,
  session: Session,
): Subject {
  const { environment, baseUrl } = session.options.place
  const { company = '', vatId = '' } = account.relations.biller ?? {}
  const { net, vat, total, payable } = totals
  return {
    ...{ hash, key, environment, baseUrl },
    account: { uuid: account.uuid, company, vatId },
    customer: customer && { id: customer.id, company: customer.company, vatId: customer.vatId ?? '' },
    body: JSON.parse(json),
    totals: { net, vat, total, payable },
    warnings: warnings.map((warning) => describeProblem(warning).message),
  }
}
