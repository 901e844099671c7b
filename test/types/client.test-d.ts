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

// The options of a client: all may be left out, and all may be undefined, as values that come from elsewhere are.
expectTypeOf<ConstructorParameters<typeof Billit>>().toEqualTypeOf<[options?: BillitOptions | undefined]>()
type Told = 'logger' | 'onRequest' | 'onResponse' | 'onWait'
type Timing = 'timeout' | 'deadline' | 'maxRetries' | 'maxWait' | 'rateLimit' | 'timeZone'
expectTypeOf<keyof BillitOptions>().toEqualTypeOf<
  'token' | 'environment' | 'baseUrl' | 'fetch' | 'headers' | 'preflight' | 'idempotencyStore' | Told | Timing
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

// Hooks may be async, and need not care what they give back.
expectTypeOf<(event: RequestEvent) => Promise<void>>().toExtend<BillitOptions['onRequest']>()
expectTypeOf<(event: ResponseEvent) => number>().toExtend<BillitOptions['onResponse']>()
expectTypeOf<RequestEvent>().toHaveProperty('headers').toEqualTypeOf<Headers>()
expectTypeOf<ResponseEvent>().toHaveProperty('status').toEqualTypeOf<number>()

// @ts-expect-error there is no such environment
new Billit({ environment: 'staging' })
// @ts-expect-error there is no such option
new Billit({ tokn: 'x' })
// @ts-expect-error the token is a text
new Billit({ token: 5 })
// @ts-expect-error true is no limit
new Billit({ rateLimit: true })

// The options of a call.
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

// A raw answer is unknown until the caller says what it is.
expectTypeOf(await billit.request({ method: 'GET', path: '/invoices' })).toBeUnknown()
expectTypeOf(await billit.request<{ id: number }>({ method: 'GET', path: '/x' })).toEqualTypeOf<{ id: number }>()

// Ids of the two kinds are not mixed up, and what the API lacks is not there.
// @ts-expect-error an invoice has a uuid
billit.invoices.get(5)
// @ts-expect-error an ocp has a uuid
billit.ocps.delete(5)
// @ts-expect-error a contact has a number
billit.contacts.get('5')
// @ts-expect-error a VAT number is a text: it may begin with 0
billit.gsis.lookup(94_014_201)
// @ts-expect-error an update needs a body
billit.contacts.update(5)
// @ts-expect-error a payment cannot be read
billit.payments.get
// @ts-expect-error a purchase cannot be updated
billit.purchases.update
// @ts-expect-error a tag is made by use
billit.tags.create

// What is required is, and a slip of the pen shows.
declare const invoice: InvoiceCreate
// @ts-expect-error it lacks its date, type and rows
billit.invoices.create({})
// @ts-expect-error invoicedate
billit.invoices.create({ ...invoice, invoicedate: '2026-11-22' })
billit.invoices.create({ invoiceDate: '2026-11-22', invoiceTypeId: 3, products: [] })
