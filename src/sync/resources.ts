/** The resources, in the order in which they are exported. Records that others refer to come first. */
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

/** A resource that can be exported. */
export type ExportResource = (typeof RESOURCES)[number]

/** All except customers and suppliers, which are older names for contacts. */
export const DEFAULT_RESOURCES: readonly ExportResource[] = RESOURCES.filter(
  (name) => name !== 'customers' && name !== 'suppliers',
)

/** Whether the list contains only a short form of each record. */
export const hasDetails = (resource: ExportResource): boolean => resource === 'invoices'

/** A table in the target. The account is a single record. */
export type TableName = ExportResource | 'account'
