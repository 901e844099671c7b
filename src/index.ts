export { Billit } from './billit.ts'
export type { ApiPromise, Result } from './core/api-promise.ts'
export { type DateInput, type PlainDateLike, parseApiDate, toYmd } from './core/dates.ts'
export * from './core/errors.ts'
export type { IdempotencyRecord, IdempotencyStore } from './core/idempotency-store.ts'
export type * from './core/options.ts'
export type { Message, Problem, ProblemCode, Severity } from './core/problem.ts'
export type * from './core/types.ts'
export type { List } from './pagination/list.ts'
export type { Page } from './pagination/page.ts'
export {
  defaultInvoiceTypeId,
  defaultPaymentMethod,
  findOssTax,
  findPaymentMethod,
  findTax,
  findVat,
} from './resources/account-lookups.ts'
