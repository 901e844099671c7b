/** What can be exported, in the order in which it is read: what others refer to comes first. */
export const RESOURCES = [
  'contacts',
  'customers',
  'suppliers',
  'products',
  'tags',
  'invoices',
  'ocps',
  'payments',
  'purchases',
] as const

/** A resource with a list. */
export type ExportResource = (typeof RESOURCES)[number]

/** What is exported unless other resources are named: customers and suppliers are contacts under their old names. */
export const DEFAULT_RESOURCES: readonly ExportResource[] = RESOURCES.filter(
  (name) => name !== 'customers' && name !== 'suppliers',
)

/** A row of the list of invoices is a short form. Of every other list, it is the record itself. */
export const hasDetails = (resource: ExportResource): boolean => resource === 'invoices'

/** The account has no list. */
export type TableName = ExportResource | 'account'
