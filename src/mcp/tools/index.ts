import type { Session } from '../session.ts'
import { account } from './account.ts'
import { createCheckDraft } from './check-draft.ts'
import { find } from './find.ts'
import { get } from './get.ts'
import { issueInvoice } from './issue-invoice.ts'
import { lookupVat } from './lookup-vat.ts'
import { summary } from './summary.ts'
import type { Tool } from './tool.ts'

/** The tools of a session. Without `--allow-issue`, there is none that changes anything. */
export function listTools({ options, draftSchema }: Session): Tool[] {
  const reading = [find, get, account, lookupVat, summary, createCheckDraft(draftSchema)]
  return options.allowIssue ? [...reading, issueInvoice] : reading
}
