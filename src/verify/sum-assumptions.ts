/** Answers to what the summaries assume about invoices. They contain no response values. */
import { isRecord } from '../core/record.ts'
import type { InvoiceCreate } from '../core/types.ts'
import { isCreditNoteName } from '../mydata/assumptions.ts'
import { type Exchange, type Row, recordIn } from './client.ts'

/** @param details Invoices that were read one by one. */
export function observeInvoices(
  rows: readonly unknown[],
  details: readonly Row[],
  observe: (question: string, answer: string) => void,
): void {
  const invoices = rows.filter(isRecord)
  const names = invoices.flatMap(({ type }) => (isRecord(type) && typeof type.name === 'string' ? [type.name] : []))
  observe('In which letters are the names of document types?', describeLetters(names))
  const credits = invoices.filter(({ type }) => isRecord(type) && isCreditNoteName(type.name))
  observe('Which sign do the amounts of a credit note have?', describeSigns(credits.map(({ amount }) => amount)))
  const currencies = details.map(({ templateExtras }) => isRecord(templateExtras) && templateExtras.currency)
  observe('Does an invoice name its currency?', describeAll(currencies.map((currency) => typeof currency === 'string')))
  const marks = details.map(({ mydata }) => (isRecord(mydata) ? mydata.selfPricing : undefined))
  observe('Of which types is mydata.selfPricing?', [...new Set(marks.map(typeName))].sort().join(', ') || 'Not tested.')
}

const typeName = (value: unknown): string => (value === null ? 'null' : value === undefined ? 'missing' : typeof value)

function describeAll(answers: readonly boolean[]): string {
  if (answers.length === 0) return 'Not tested: no invoice was read.'
  return answers.every(Boolean) ? 'Yes.' : answers.some(Boolean) ? 'Some do.' : 'No.'
}

function describeLetters(names: readonly string[]): string {
  const hasGreek = names.some((name) => /\p{Script=Greek}/u.test(name))
  const hasLatin = names.some((name) => /\p{Script=Latin}/u.test(name))
  if (hasGreek && hasLatin) return 'Greek and Latin.'
  return hasGreek ? 'Greek.' : hasLatin ? 'Latin.' : 'Unknown: no invoice has a type with a name.'
}

function describeSigns(amounts: readonly unknown[]): string {
  const numbers = amounts.map(Number).filter((amount) => amount !== 0 && !Number.isNaN(amount))
  if (numbers.length === 0) return 'Unknown: no listed invoice is named as a credit note.'
  if (numbers.every((amount) => amount > 0)) return 'Positive.'
  return numbers.every((amount) => amount < 0) ? 'Negative.' : 'Both.'
}

const OSS_PRICE = 100
const OSS_RATE = 19

/** The body of a test invoice with an OSS row, by one reading of Billit's description. Undefined if the account has no OSS rates. */
export function ossInvoice(body: InvoiceCreate, account: Row): InvoiceCreate | undefined {
  const { ossProductTaxes, vats } = isRecord(account.relations) ? account.relations : {}
  const [rate] = Array.isArray(ossProductTaxes) ? ossProductTaxes.filter(isRecord) : []
  const zero = Array.isArray(vats)
    ? vats.filter(isRecord).find(({ value, operand }) => value === 0 && operand !== '-')
    : undefined
  if (typeof rate?.id !== 'number' || typeof zero?.id !== 'number') return undefined
  const row = { productId: rate.id, vatId: zero.id, vatExceptionCat: '30', price: OSS_PRICE, quantity: 1, taxRate: OSS_RATE }
  return { ...body, products: [{ ...row, details: body.products[0]?.details ?? '' }] }
}

/** Describes which reading of `taxRate` the totals of a test invoice with a rate of 19 confirm. */
export function describeOss(exchange: Exchange | undefined): string {
  if (exchange === undefined) return 'No response.'
  if (exchange.status >= 300) return `Unknown: the request was rejected with ${exchange.status}.`
  const total = recordIn(exchange).finalAmount
  if (total === OSS_PRICE * (1 + OSS_RATE / 100)) return 'The rate of the row, in percent.'
  if (total === OSS_PRICE * (1 + OSS_RATE)) return 'The rate of the row, as a fraction.'
  return total === OSS_PRICE ? 'It adds no VAT, so the tax is a separate row.' : 'Something else.'
}
