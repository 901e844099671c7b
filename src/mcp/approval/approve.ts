/** The person's side of an approval: reads a request, shows it, and stores the decision. */
import { rmSync } from 'node:fs'
import { isRecord } from '../../core/record.ts'
import { cleanText } from '../clean.ts'
import { formatEuros } from '../euros.ts'
import { openPrivateFolder, readPrivateFile, writePrivateFile } from './private-files.ts'
import {
  APPROVALS,
  type ApprovalRequest,
  approvalPath,
  digestOf,
  formatCode,
  isCurrent,
  parseRequest,
  readCode,
} from './request.ts'

/** A code cannot be approved. */
export class CannotApprove extends Error {
  override name = 'CannotApprove'
}

/** A request, and how to decide on it. */
export interface OpenRequest {
  request: ApprovalRequest
  /** Stores the approval of exactly the content that was read. @throws CannotApprove if it has expired meanwhile. */
  approve(): void
  /** Stores the refusal. */
  refuse(): void
}

/** @throws CannotApprove with the cure. NotPrivate if the files are not safe. */
export function openRequest(text: string, stateFolder: string, now: () => number): OpenRequest {
  const code = readCode(text)
  if (code === undefined) throw new CannotApprove(`'${cleanText(text, 40)}' is not a code such as ABCD-2345.`)
  openPrivateFolder(stateFolder, APPROVALS)
  const path = approvalPath(stateFolder, code, 'request')
  const content = readPrivateFile(path)
  if (content === undefined) {
    throw new CannotApprove(
      `No invoice waits for the code ${formatCode(code)}. It may have expired, or the server may use another state folder than ${stateFolder}.`,
    )
  }
  const request = parseRequest(content, code)
  if (!request) throw new CannotApprove(`${path} is not a request of this version of billit-io. Nothing was approved.`)
  const requireCurrent = () => {
    if (isCurrent(request, now())) return
    throw new CannotApprove('The code has expired. Nothing was approved. Let the agent ask again for a new one.')
  }
  requireCurrent()
  return {
    request,
    approve() {
      requireCurrent()
      try {
        writePrivateFile(approvalPath(stateFolder, code, 'approval'), digestOf(content))
      } catch (cause) {
        throw new CannotApprove(`The code ${formatCode(code)} cannot be approved: it may have been approved before.`, { cause })
      }
    },
    refuse: () => rmSync(path, { force: true }),
  }
}

/** What a person must read before they approve. Each line is one line: no text in it can add another. */
export function describeRequest(request: ApprovalRequest): string {
  const { environment, baseUrl, account, customer, key, body, totals, warnings, hash, process } = request
  const { products } = body
  const rows = Array.isArray(products) ? products.map(describeRow) : []
  return [
    `An agent asks to issue this invoice in ${cleanText(environment).toUpperCase()}.`,
    '',
    line('Server', baseUrl),
    line('Account', `${account.company} (${account.vatId})`),
    line('Customer', customer ? `${customer.company} (${customer.vatId || 'no VAT number'}, id ${customer.id})` : 'none'),
    line('Date', text(body.invoiceDate)),
    line('Type', `myDATA ${text(body.mydataInvoiceType) || 'none'}, document type ${text(body.invoiceTypeId)}`),
    line('myDATA', body.excludeMydata === true ? 'NOT reported' : 'reported to the tax authority, cannot be deleted'),
    ...(body.selfPricing === true ? [line('Kind', 'SELF-BILLING: the customer is the seller')] : []),
    line('Payment', describePayment(body.mydataPayment)),
    line('Key', key),
    line('Draft', hash.slice(0, 16)),
    line('Process', `${process.pid} in ${process.folder}`),
    '',
    ...rows,
    ...warnings.map((warning) => line('Warning', warning)),
    '',
    line('Net', formatEuros(totals.net)),
    line('VAT', formatEuros(totals.vat)),
    line('Total', formatEuros(totals.total)),
    ...(totals.payable === totals.total ? [] : [line('To pay', formatEuros(totals.payable))]),
  ].join('\n')
}

function describePayment(payment: unknown): string {
  if (!isRecord(payment)) return 'not given'
  const { paidAmount, paymentMethod, epiPistosi } = payment
  const method = text(paymentMethod) === '' ? '' : ` (myDATA method ${text(paymentMethod)})`
  return `paid ${text(paidAmount) || 0}${method}, on credit ${text(epiPistosi) || 0}`
}

function describeRow(row: Record<string, unknown>, index: number): string {
  const { details, quantity = 1, price, discount } = row
  const cut = discount === undefined ? '' : `, less ${text(discount)} %`
  return line(`Row ${index + 1}`, `${text(quantity)} × ${text(price)}${cut}: ${text(details) || 'without a text'}`)
}

const line = (name: string, value: string): string => `  ${name.padEnd(9)} ${cleanText(value, 200)}`

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/** Whether a person typed the total: `1240.00`, or `1240,00`. A habit of pressing y or Enter approves nothing. */
export const isTotal = (typed: string, { totals }: ApprovalRequest): boolean =>
  typed.trim().replace(',', '.') === formatEuros(totals.total)
