/**
 * Finds an account's records by name or rate: `findVat(account, 24).id` is the `vatId` of an invoice row. Names are compared
 * without accents and case. Deleted records are ignored.
 *
 * These are plain functions because the account is plain data, which can be copied, cached and serialized as JSON.
 */
import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { foldAccents } from '../core/text.ts'
import type { Account, AccountOssProductTax, AccountPaymentMethod, AccountVat } from '../core/types.ts'

/** A record with an id. */
type WithId<Record> = Record & { id: number }

/** Fields that the records have in common. The server may omit them, even where the OpenAPI document requires them. */
interface AccountRecord {
  id?: number | undefined
  name?: string
  nameSec?: string
  oss_country?: string
  deletedAt?: string | null
  status?: boolean
  isDefault?: boolean
  default?: boolean
}

/**
 * Finds a VAT rate by its percentage or name: `findVat(account, 24)`.
 *
 * @throws InvalidArgumentError if none matches, or if several match and none of them is the default. Its message lists the
 *   available records.
 */
export const findVat = (account: Account, rate: number | string): WithId<AccountVat> =>
  pick('VAT rates', rate, getRelations(account)?.vats, (row) =>
    typeof rate === 'number'
      ? row.value === rate && row.operand !== '-' && row.isPercentable !== false && !row.isHidden
      : hasName(row, rate),
  )

/**
 * Finds a tax other than VAT, such as a withholding tax or a levy, by its name: `findTax(account, 'Παρακράτηση 20%')`.
 *
 * @throws InvalidArgumentError if none matches, or if several match and none of them is the default. Its message lists the
 *   available records.
 */
export const findTax = (account: Account, name: string): WithId<AccountVat> => pick('taxes', name, getRelations(account)?.vats)

/**
 * Finds an active payment method by its name in either language: `findPaymentMethod(account, 'Τράπεζα')`.
 *
 * @throws InvalidArgumentError if none matches, or if several match and none of them is the default. Its message lists the
 *   available records.
 */
export const findPaymentMethod = (account: Account, name: string): AccountPaymentMethod =>
  pick('payment methods', name, getRelations(account)?.paymentMethods)

/**
 * Finds an OSS rate by its country code or name: `findOssTax(account, 'DE')`.
 *
 * @throws InvalidArgumentError if none matches, or if several match and none of them is the default. Its message lists the
 *   available records.
 */
export const findOssTax = (account: Account, country: string): AccountOssProductTax =>
  pick('OSS rates', country, getRelations(account)?.ossProductTaxes)

/**
 * Returns the payment method that invoices have by default.
 *
 * @throws InvalidArgumentError if the account has no default payment method.
 */
export const defaultPaymentMethod = (account: Account): AccountPaymentMethod =>
  pick('payment methods', 'default', getRelations(account)?.paymentMethods, (row) => row.default)

/**
 * Returns the `invoiceTypeId` that the web app preselects for a new invoice.
 *
 * @throws InvalidArgumentError if the account has no default invoice type.
 */
export const defaultInvoiceTypeId = (account: Account): number =>
  pick('invoice types', 'default', [{ id: getRelations(account)?.settings?.defaultInvoiceType }], () => true).id

/** @throws InvalidArgumentError if the value is not an account, such as a promise that was not awaited. */
function getRelations(account: Account): Account['relations'] | undefined {
  if (isRecord(account) && !('then' in account)) return account.relations
  throw new InvalidArgumentError(`The account must be the awaited result of account.get(), not ${show(account)}.`)
}

function pick<Row extends AccountRecord>(
  what: string,
  wanted: unknown,
  rows: Row[] | null | undefined,
  matches: (row: Row) => boolean | undefined = (row) => hasName(row, wanted),
): WithId<Row> {
  const usable = (rows ?? []).filter((row): row is WithId<Row> => row.id !== undefined && !row.deletedAt && row.status !== false)
  const found = usable.filter(matches)
  const one = found.find((row) => row.isDefault || row.default) ?? (found[1] ? undefined : found[0])
  if (one) return one
  const names = usable.map(({ oss_country, name }) => (oss_country ? `${oss_country} ${name}` : name)).join(', ')
  throw new InvalidArgumentError(
    `${found.length || 'None'} of the account's ${what} match ${show(wanted)}. Available: ${names || 'none'}.`,
  )
}

const hasName = ({ name, nameSec, oss_country }: AccountRecord, wanted: unknown): boolean =>
  [name, nameSec, oss_country].some((own) => own && normalizeName(own) === normalizeName(wanted))

const normalizeName = (text: unknown): string => foldAccents(String(text)).replace(/\s+/g, ' ').trim()
