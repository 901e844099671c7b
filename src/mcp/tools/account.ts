import { foldAccents } from '../../core/text.ts'
import type { Account } from '../../core/types.ts'
import type { Billit } from '../../index.ts'
import { defaultInvoiceTypeId } from '../../resources/account-lookups.ts'
import { defineTool, objectSchema, pick } from './tool.ts'

interface AccountArgs {
  name?: string
  types?: boolean
}

/** Entries of one list in one result. */
const MAX_ENTRIES = 30

export const account = defineTool<AccountArgs>({
  name: 'account',
  description:
    'The company, VAT rates (vatId), taxes (taxId), payment methods and document types (invoiceTypeId) that a draft needs, with their ids. Says which server is used: sandbox, local or production.',
  inputSchema: objectSchema({
    name: { type: 'string', maxLength: 60, description: 'Only entries whose name contains this.' },
    types: {
      type: 'boolean',
      description: 'Also the document types of the newest 250 invoices: one more request. Otherwise the default type only.',
    },
  }),
  readOnly: true,
  async run({ name, types = false }, session, signal) {
    const found = await session.account()
    const { place, allowIssue, limits } = session.options
    const { biller, vats, paymentMethods, ossProductTaxes } = found.relations
    const only = <Row extends { name?: string; deletedAt?: string | null }>(rows: readonly Row[] | undefined) => {
      const wanted = (rows ?? []).filter((row) => !row.deletedAt && matches(row.name, name))
      return { rows: wanted.slice(0, MAX_ENTRIES), ...(wanted.length > MAX_ENTRIES && { more: wanted.length - MAX_ENTRIES }) }
    }
    const rates = only(vats)
    return {
      environment: place.environment,
      mayIssue: allowIssue,
      ...(allowIssue && { maxAmount: limits.maxAmount / 100, maxInvoices: limits.maxInvoices }),
      company: pick(biller ?? {}, ['company', 'vatId']),
      defaultInvoiceTypeId: readDefaultType(found),
      vatsAndTaxes: {
        ...rates,
        rows: rates.rows.map((row) =>
          pick(row, ['id', 'name', 'value', 'operand', 'isDefault', 'isPercentable', 'mydataVatCat']),
        ),
      },
      paymentMethods: only(paymentMethods).rows.map((row) => pick(row, ['id', 'name', 'default', 'status'])),
      ossProductTaxes: only(ossProductTaxes).rows.map((row) => pick(row, ['id', 'name', 'oss_country'])),
      ...(types && { invoiceTypes: await readTypes(session.billit, name, signal) }),
    }
  },
})

function readDefaultType(found: Account): number | undefined {
  try {
    return defaultInvoiceTypeId(found)
  } catch {
    return undefined
  }
}

/** The API has no list of document types. */
async function readTypes(billit: Billit, name: string | undefined, signal: AbortSignal): Promise<object[]> {
  const { data } = await billit.invoices.list({ perPage: 250 }, { signal })
  const types = new Map(data.map(({ type }) => [type?.id, pick(type ?? {}, ['id', 'name'])]))
  return [...types.values()].filter((type) => type.id !== undefined && matches(type.name, name)).slice(0, MAX_ENTRIES)
}

const matches = (own: string | undefined, name: string | undefined): boolean =>
  name === undefined || foldAccents(own ?? '').includes(foldAccents(name))
