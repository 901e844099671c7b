import { expectTypeOf } from 'vitest'
import {
  Billit,
  type BillitOptions,
  type Environment,
  type FetchInstance,
  type InvoiceCreate,
  type Logger,
  type RateLimiter,
  type RawRequest,
  type RequestEvent,
  type RequestOptions,
  type ResponseEvent,
} from '../../src/index.ts'

declare const billit: Billit

// Client options: each is optional and may be undefined.
expectTypeOf<ConstructorParameters<typeof Billit>>().toEqualTypeOf<[options?: BillitOptions | undefined]>()
type Told = 'logger' | 'onRequest' | 'onResponse' | 'onError' | 'onWait'
type Timing = 'timeout' | 'deadline' | 'maxRetries' | 'maxWait' | 'rateLimit' | 'timeZone'
expectTypeOf<keyof BillitOptions>().toEqualTypeOf<
  | ('token' | 'environment' | 'baseUrl' | 'fetch' | 'headers' | 'preflight' | 'idempotencyStore' | 'dangerouslyAllowBrowser')
  | Told
  | Timing
>()
expectTypeOf<{ [Key in keyof BillitOptions]-?: undefined }>().toExtend<BillitOptions>()
expectTypeOf<BillitOptions['token']>().toEqualTypeOf<string | (() => string | Promise<string>) | undefined>()
expectTypeOf<BillitOptions['environment']>().toEqualTypeOf<Environment | undefined>()
expectTypeOf<Environment>().toEqualTypeOf<'sandbox' | 'production'>()
expectTypeOf<BillitOptions['baseUrl']>().toEqualTypeOf<string | URL | undefined>()
expectTypeOf<BillitOptions['timeout']>().toEqualTypeOf<number | undefined>()
expectTypeOf<BillitOptions['deadline']>().toEqualTypeOf<number | undefined>()
expectTypeOf<BillitOptions['maxRetries']>().toEqualTypeOf<number | undefined>()
expectTypeOf<BillitOptions['maxWait']>().toEqualTypeOf<number | undefined>()
expectTypeOf<BillitOptions['timeZone']>().toEqualTypeOf<string | undefined>()
expectTypeOf<BillitOptions['fetch']>().toEqualTypeOf<typeof fetch | FetchInstance | undefined>()
expectTypeOf<BillitOptions['headers']>().toEqualTypeOf<HeadersInit | undefined>()
expectTypeOf<BillitOptions['logger']>().toEqualTypeOf<Logger | undefined>()
expectTypeOf<BillitOptions['rateLimit']>().toEqualTypeOf<
  { requests: number; perMilliseconds: number } | RateLimiter | false | undefined
>()
expectTypeOf<Console>().toExtend<Logger>()

// Hooks may be async and return any value.
expectTypeOf<(event: RequestEvent) => Promise<void>>().toExtend<BillitOptions['onRequest']>()
expectTypeOf<(event: ResponseEvent) => number>().toExtend<BillitOptions['onResponse']>()
expectTypeOf<RequestEvent>().toHaveProperty('headers').toEqualTypeOf<Headers>()
expectTypeOf<ResponseEvent>().toHaveProperty('status').toEqualTypeOf<number>()

// @ts-expect-error unknown environment
new Billit({ environment: 'staging' })
// @ts-expect-error unknown option
new Billit({ tokn: 'x' })
// @ts-expect-error the token must be a string
new Billit({ token: 5 })
// @ts-expect-error true is not a rate limit
new Billit({ rateLimit: true })

// Call options.
type CallOption = 'signal' | 'timeout' | 'deadline' | 'maxRetries' | 'maxWait' | 'headers' | 'query'
expectTypeOf<keyof RequestOptions>().toEqualTypeOf<CallOption>()
expectTypeOf<{ [Key in CallOption]: undefined }>().toExtend<RequestOptions>()
expectTypeOf<RequestOptions['signal']>().toEqualTypeOf<AbortSignal | undefined>()
expectTypeOf<RequestOptions['timeout']>().toEqualTypeOf<number | undefined>()
expectTypeOf<RequestOptions['deadline']>().toEqualTypeOf<number | undefined>()
expectTypeOf<RequestOptions['maxRetries']>().toEqualTypeOf<number | undefined>()
expectTypeOf<RequestOptions['headers']>().toEqualTypeOf<HeadersInit | undefined>()
expectTypeOf<RequestOptions['query']>().toEqualTypeOf<Record<string, unknown> | undefined>()

expectTypeOf<keyof RawRequest>().toEqualTypeOf<CallOption | 'method' | 'path' | 'body'>()
expectTypeOf<RawRequest['method']>().toEqualTypeOf<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'>()
expectTypeOf<RawRequest['path']>().toEqualTypeOf<string>()

// A raw response body is unknown unless the caller states its type.
expectTypeOf(await billit.request({ method: 'GET', path: '/invoices' })).toBeUnknown()
expectTypeOf(await billit.request<{ id: number }>({ method: 'GET', path: '/x' })).toEqualTypeOf<{ id: number }>()

// Numeric ids and uuids are distinguished. Methods that the API lacks do not exist.
// @ts-expect-error an invoice has a uuid
billit.invoices.get(5)
// @ts-expect-error an ocp has a uuid
billit.ocps.delete(5)
// @ts-expect-error a contact has a numeric id
billit.contacts.get('5')
// @ts-expect-error a VAT number is a string, because it may start with 0
billit.gsis.lookup(94_014_201)
// @ts-expect-error an update needs a body
billit.contacts.update(5)
// @ts-expect-error a payment cannot be read
billit.payments.get
// @ts-expect-error a purchase cannot be updated
billit.purchases.update
// @ts-expect-error a tag cannot be created
billit.tags.create

// Missing required fields and misspelled fields are errors.
declare const invoice: InvoiceCreate
// @ts-expect-error date, type and rows are missing
billit.invoices.create({})
// @ts-expect-error misspelled: invoicedate
billit.invoices.create({ ...invoice, invoicedate: '2026-11-22' })
billit.invoices.create({ invoiceDate: '2026-11-22', invoiceTypeId: 3, products: [] })
