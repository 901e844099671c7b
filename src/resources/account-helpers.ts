import type * as wire from '../../generated/client/types.gen.ts'
import { show } from '../core/arguments.ts'
import { InvalidArgumentError } from '../core/errors.ts'
import { foldAccents } from '../core/text.ts'

/** A record that can be named by its id. */
type WithId<Record> = Record & { id: number }

/**
 * Finds what an invoice needs in the account. What is found is the account's own record: `account.vat(24).id` is a row's
 * `vatId`. Names may be written without accents, and in capitals or small letters. Deleted records are passed over.
 *
 * The helpers do not show in JSON, nor in a copy of the account.
 */
export interface AccountHelpers {
  /**
   * A VAT rate by its percent, or any tax by its name: `account.vat(24)`, `account.vat('Παρακράτηση 20%')`.
   *
   * @throws InvalidArgumentError that lists what there is, if there is none, or several of which none is the default.
   */
  vat(rate: number | string): WithId<wire.AccountVat>
  /**
   * A payment method in use, by its name in either language: `account.paymentMethod('Τράπεζα')`.
   *
   * @throws InvalidArgumentError as above.
   */
  paymentMethod(name: string): wire.AccountPaymentMethod
  /**
   * An OSS rate by the code of its country, or by its name: `account.ossTax('DE')`, `account.ossTax('MwSt 19%')`.
   *
   * @throws InvalidArgumentError as above.
   */
  ossTax(country: string): wire.AccountOssProductTax
  /**
   * The first payment method that invoices offer when they name none.
   *
   * @throws InvalidArgumentError if there is none.
   */
  readonly defaultPaymentMethod: wire.AccountPaymentMethod
  /**
   * The invoice type that the web app proposes: an invoice's `invoiceTypeId`.
   *
   * @throws InvalidArgumentError if there is none.
   */
  readonly defaultInvoiceType: number
}

/** The account that the token belongs to. */
export interface Account extends wire.Account, AccountHelpers {}

/** What the records have in common that matters here. All may be missing, whatever the document says. */
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

/** Adds the helpers to the account that was read, without changing what a copy or JSON takes along. */
export function withHelpers(account: wire.Account): Account {
  // Asked for each time, and with care: servers leave things out.
  const vat = (rate: unknown) =>
    pick('VAT rates', rate, account.relations?.vats, (row) =>
      typeof rate === 'number'
        ? row.value === rate && row.operand !== '-' && row.isPercentable !== false && !row.isHidden
        : isCalled(row, rate),
    )
  const paymentMethod = (name: unknown) => pick('payment methods', name, account.relations?.paymentMethods)
  const ossTax = (country: unknown) => pick('OSS rates', country, account.relations?.ossProductTaxes)
  const defaultPaymentMethod = () => pick('payment methods', 'default', account.relations?.paymentMethods, (row) => row.default)
  const defaultInvoiceType = () =>
    pick('invoice types', 'default', [{ id: account.relations?.settings?.defaultInvoiceType }], () => true).id
  return Object.defineProperties(account, {
    vat: { value: vat },
    paymentMethod: { value: paymentMethod },
    ossTax: { value: ossTax },
    defaultPaymentMethod: { get: defaultPaymentMethod },
    defaultInvoiceType: { get: defaultInvoiceType },
  }) as Account // Just defined; the compiler does not follow.
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
