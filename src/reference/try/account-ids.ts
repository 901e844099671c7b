/** Replaces the ids of an example by those of the reader's own account. Pure. */
import type { Account } from '../../core/types.ts'
import { findOssTax, findPaymentMethod, findTax, findVat } from '../../index.ts'

type Relations = Account['relations']

/** The records of an account that a request body refers to. */
export interface AccountRelations extends Pick<Relations, 'vats' | 'paymentMethods'> {
  ossProductTaxes: Relations['ossProductTaxes'] | undefined
  settings: Relations['settings'] | undefined
}

export interface ReplacedIds {
  body: unknown
  /** The fields whose ids were replaced. */
  replaced: string[]
  /** The fields whose ids are not in the account, such as `customerId`. */
  kept: string[]
}

/** Returns the account's own id for an id of the example account. Throws, or returns `undefined`, if there is none. */
type Replace = (id: number, example: AccountRelations, account: Account) => number | undefined

const replaceVat: Replace = (id, { vats }, account) => {
  const rate = vats.find((row) => row.id === id)
  return rate?.value === undefined ? undefined : findVat(account, rate.value).id
}

const replaceTax: Replace = (id, { vats }, account) => {
  const tax = vats.find((row) => row.id === id)
  return tax?.name === undefined ? undefined : findTax(account, tax.name).id
}

const replacePaymentMethod: Replace = (id, { paymentMethods }, account) => {
  const method = paymentMethods.find((row) => row.id === id)
  return method?.name === undefined ? undefined : findPaymentMethod(account, method.name).id
}

/** In the One-Stop Shop, a row has the id of the account's OSS tax. Any other product is not in the account. */
const replaceProduct: Replace = (id, { ossProductTaxes }, account) => {
  const tax = ossProductTaxes?.find((row) => row.id === id)
  return tax?.oss_country === undefined ? undefined : findOssTax(account, tax.oss_country).id
}

/** The account has the default type, and the types for payment links: an invoice and a receipt. */
const replaceInvoiceType: Replace = (id, { settings }, { relations }) => {
  if (id === settings?.defaultInvoiceType) return relations.settings?.defaultInvoiceType
  return id === settings?.ocp?.receiptTypeId ? relations.settings?.ocp?.receiptTypeId : undefined
}

const unknown: Replace = () => undefined

const FIELDS: Record<string, Replace> = {
  vatId: replaceVat,
  defaultVatId: replaceVat,
  taxId: replaceTax,
  paymentMethod: replacePaymentMethod,
  paymentMethodId: replacePaymentMethod,
  invoiceTypeId: replaceInvoiceType,
  productId: replaceProduct,
  customerId: unknown,
  supplierId: unknown,
}

/** These objects have codes of the tax authority under the same names. */
const WITHOUT_IDS = ['mydataPayment']

/** @param example The account of the examples. */
export function replaceAccountIds(body: unknown, example: AccountRelations, account: Account): ReplacedIds {
  const replaced: string[] = []
  const kept: string[] = []

  function replaceId(id: number, replace: Replace, field: string): number {
    const own = tryReplace(id, replace, example, account)
    if (own === undefined) kept.push(field)
    else replaced.push(field)
    return own ?? id
  }

  /** @param name The field that the value belongs to. The items of a list belong to the field of the list. */
  function visit(value: unknown, name: string, path: string): unknown {
    const replace = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    // -1 stands for no payment method.
    if (typeof value === 'number') return replace && value > 0 ? replaceId(value, replace, path) : value
    if (Array.isArray(value)) return value.map((item, index) => visit(item, name, `${path}.${index}`))
    if (typeof value !== 'object' || value === null || WITHOUT_IDS.includes(name)) return value
    const entries = Object.entries(value)
    return Object.fromEntries(entries.map(([key, inner]) => [key, visit(inner, key, path === '' ? key : `${path}.${key}`)]))
  }

  return { body: visit(body, '', ''), replaced, kept }
}

function tryReplace(id: number, replace: Replace, example: AccountRelations, account: Account): number | undefined {
  try {
    return replace(id, example, account)
  } catch {
    return undefined
  }
}

const NAMES = Object.keys(FIELDS).filter((name) => FIELDS[name] !== unknown)
/** A contact's `vatId` is a text: its VAT number. */
const WITH_ID = new RegExp(`"(${NAMES.join('|')})"\\s*:\\s*\\[?\\s*\\d`)

/** Whether a body has a field whose id may be in the account. */
export const hasAccountIds = (body: string): boolean => WITH_ID.test(body)

/** Says what was replaced, and where to find the other ids. */
export function describeReplacement({ replaced, kept }: ReplacedIds): string {
  const count = `${replaced.length} ${replaced.length === 1 ? 'ID is' : 'IDs are'} now from your account.`
  return kept.length === 0
    ? count
    : `${count} Not in the account: ${kept.join(', ')}. Find customers and suppliers with List contacts, products with List products, and a type in an existing invoice.`
}
