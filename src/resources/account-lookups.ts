/**
 * Finds what an invoice needs in the account that was read: plain functions, since the account itself is plain data, which
 * can be spread, copied, cached and written as JSON.
 *
 * What they find is the account's own record: `findVat(account, 24).id` is the `vatId` of a row. Names may be written without
 * accents, and in capitals or small letters. Deleted records are passed over.
 */
import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { isRecord } from '../core/record.ts'
import { foldAccents } from '../core/text.ts'
import type { Account, AccountOssProductTax, AccountPaymentMethod, AccountVat } from '../core/types.ts'

/** A record that can be named by its id. */
type WithId<Record> = Record & { id: number }

/** What the records have in common that matters here. Servers leave things out, whatever the document says. */
interface Entry {
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
 * The VAT rate of a percent, or by its name: `findVat(account, 24)`.
 *
 * @throws InvalidArgumentError listing what there is, if none matches, or several do and none of them is the default.
 */
export const findVat = (account: Account, rate: number | string): WithId<AccountVat> =>
  pick('VAT rates', rate, relationsOf(account)?.vats, (row) =>
    typeof rate === 'number'
      ? row.value === rate && row.operand !== '-' && row.isPercentable !== false && !row.isHidden
      : isCalled(row, rate),
  )

/**
 * A tax that is not VAT, such as a withholding or a levy, by its name: `findTax(account, 'Παρακράτηση 20%')`.
 *
 * @throws InvalidArgumentError listing what there is, if none matches, or several do and none of them is the default.
 */
export const findTax = (account: Account, name: string): WithId<AccountVat> => pick('taxes', name, relationsOf(account)?.vats)

/**
 * A payment method in use, by its name in either language: `findPaymentMethod(account, 'Τράπεζα')`.
 *
 * @throws InvalidArgumentError listing what there is, if none matches, or several do and none of them is the default.
 */
export const findPaymentMethod = (account: Account, name: string): AccountPaymentMethod =>
  pick('payment methods', name, relationsOf(account)?.paymentMethods)

/**
 * An OSS rate by the code of its country, or by its name: `findOssTax(account, 'DE')`.
 *
 * @throws InvalidArgumentError listing what there is, if none matches, or several do and none of them is the default.
 */
export const findOssTax = (account: Account, country: string): AccountOssProductTax =>
  pick('OSS rates', country, relationsOf(account)?.ossProductTaxes)

/**
 * The first payment method that invoices offer when they name none.
 *
 * @throws InvalidArgumentError if there is none.
 */
export const defaultPaymentMethod = (account: Account): AccountPaymentMethod =>
  pick('payment methods', 'default', relationsOf(account)?.paymentMethods, (row) => row.default)

/**
 * The invoice type that the web app proposes: an invoice's `invoiceTypeId`.
 *
 * @throws InvalidArgumentError if there is none.
 */
export const defaultInvoiceTypeId = (account: Account): number =>
  pick('invoice types', 'default', [{ id: relationsOf(account)?.settings?.defaultInvoiceType }], () => true).id

/** @throws InvalidArgumentError if it is no account, such as the promise of one. */
function relationsOf(account: Account): Account['relations'] | undefined {
  if (isRecord(account) && !('then' in account)) return account.relations
  throw new InvalidArgumentError(`The account must be what account.get() gives, awaited, not ${show(account)}.`)
}

function pick<Row extends Entry>(
  what: string,
  asked: unknown,
  rows: Row[] | null | undefined,
  fits: (row: Row) => boolean | undefined = (row) => isCalled(row, asked),
): WithId<Row> {
  const usable = (rows ?? []).filter((row): row is WithId<Row> => row.id !== undefined && !row.deletedAt && row.status !== false)
  const found = usable.filter(fits)
  const one = found.find((row) => row.isDefault || row.default) ?? (found[1] ? undefined : found[0])
  if (one) return one
  const names = usable.map(({ oss_country, name }) => (oss_country ? `${oss_country} ${name}` : name)).join(', ')
  throw new InvalidArgumentError(
    `${found.length || 'None'} of the account's ${what} match ${show(asked)}: it has ${names || 'none'}.`,
  )
}

const isCalled = ({ name, nameSec, oss_country }: Entry, asked: unknown): boolean =>
  [name, nameSec, oss_country].some((own) => own && fold(own) === fold(asked))

const fold = (text: unknown): string => foldAccents(String(text)).replace(/\s+/g, ' ').trim()
