import { expectTypeOf } from 'vitest'
import type {
  ApiPromise,
  Billit,
  ContactListQuery,
  Invoice,
  InvoiceListItem,
  List,
  ListOptions,
  ListQuery,
  Page,
  ProductListQuery,
  RequestOptions,
  Result,
  SupplierListQuery,
} from '../../src/index.ts'

declare const billit: Billit
type Row = InvoiceListItem

// ApiPromise
expectTypeOf<Awaited<ApiPromise<Invoice>>>().toEqualTypeOf<Invoice>()
expectTypeOf<ApiPromise<Invoice>>().toExtend<Promise<Invoice>>()
expectTypeOf<ApiPromise<Invoice>['withResponse']>().toEqualTypeOf<() => Promise<Result<Invoice>>>()
expectTypeOf<Result<Invoice>>().toEqualTypeOf<{ data: Invoice; response: Response; text: string }>()
expectTypeOf(await billit.invoices.get('')).toEqualTypeOf<Invoice>()
expectTypeOf(await billit.invoices.delete('')).toEqualTypeOf<void>()
expectTypeOf((await billit.invoices.get('').withResponse()).response.headers).toEqualTypeOf<Headers>()
expectTypeOf(Promise.all([billit.invoices.get(''), billit.ping()]))
  .resolves.toHaveProperty('0')
  .toEqualTypeOf<Invoice>()
expectTypeOf(billit.invoices.get('').catch(() => undefined)).toEqualTypeOf<Promise<Invoice | undefined>>()
expectTypeOf(billit.invoices.get('').then(({ uuid }) => uuid)).toEqualTypeOf<Promise<Invoice['uuid']>>()
expectTypeOf(billit.invoices.get('').finally(() => {})).toEqualTypeOf<Promise<Invoice>>()

// List
expectTypeOf<Awaited<List<Row>>>().toEqualTypeOf<Page<Row>>()
expectTypeOf<List<Row>>().toExtend<Promise<Page<Row>>>()
expectTypeOf<List<Row>>().toExtend<AsyncIterable<Row>>()
expectTypeOf<ReturnType<List<Row>['pages']>>().toExtend<AsyncIterable<Page<Row>>>()
expectTypeOf<List<Row>['pages']>().parameters.toEqualTypeOf<[]>()
expectTypeOf<List<Row>['toArray']>().toEqualTypeOf<(options?: { limit?: number | undefined }) => Promise<Row[]>>()
expectTypeOf<List<Row>['nextPage']>().toEqualTypeOf<(page: Page<Row>) => Promise<Page<Row>>>()
expectTypeOf<List<Row>['withResponse']>().toEqualTypeOf<() => Promise<Result<Page<Row>>>>()
for await (const row of billit.invoices.list()) expectTypeOf(row).toEqualTypeOf<Row>()
for await (const page of billit.invoices.list().pages()) expectTypeOf(page).toEqualTypeOf<Page<Row>>()
expectTypeOf(billit.invoices.list().catch(() => undefined)).toEqualTypeOf<Promise<Page<Row> | undefined>>()

// Page
type PageFact = 'data' | 'page' | 'perPage' | 'lastPage' | 'total' | 'hasNext'
expectTypeOf<keyof Page<Row>>().toEqualTypeOf<PageFact>()
expectTypeOf<Page<Row>['data']>().toEqualTypeOf<Row[]>()
expectTypeOf<Page<Row>['page' | 'perPage']>().toEqualTypeOf<number>()
expectTypeOf<Page<Row>['lastPage' | 'total']>().toEqualTypeOf<number | undefined>()
expectTypeOf<Page<Row>['hasNext']>().toEqualTypeOf<boolean>()

// List queries: page, page size, and filters with the parameter names of the API.
expectTypeOf<keyof ListQuery>().toEqualTypeOf<'page' | 'perPage'>()
expectTypeOf<keyof ContactListQuery>().toEqualTypeOf<'page' | 'perPage' | 'q' | 'unpaid' | 'tagid' | 'withRelations'>()
expectTypeOf<keyof SupplierListQuery>().toEqualTypeOf<'page' | 'perPage' | 'q' | 'withRelations'>()
type ProductFilter = 'has_stock' | 'stock_less' | 'stock_greater' | 'tag_id'
expectTypeOf<keyof ProductListQuery>().toEqualTypeOf<'page' | 'perPage' | ProductFilter>()
expectTypeOf<ListQuery['page' | 'perPage']>().toEqualTypeOf<number | undefined>()
expectTypeOf<ContactListQuery['q']>().toEqualTypeOf<string | undefined>()
expectTypeOf<ContactListQuery['unpaid' | 'withRelations']>().toEqualTypeOf<boolean | 0 | 1 | undefined>()
expectTypeOf<ContactListQuery['tagid']>().toEqualTypeOf<number | undefined>()
expectTypeOf<ProductListQuery['has_stock']>().toEqualTypeOf<boolean | 0 | 1 | undefined>()
expectTypeOf<ProductListQuery[Exclude<ProductFilter, 'has_stock'>]>().toEqualTypeOf<number | undefined>()
billit.invoices.list({ page: 2, perPage: 50 }, { query: { date_from: '2026-01-01' } })
// @ts-expect-error invoices have no such filter
billit.invoices.list({ unpaid: true })
// @ts-expect-error a quantity is not a flag
billit.products.list({ stock_less: true })
// @ts-expect-error page must be a number
billit.invoices.list({ page: '2' })
// @ts-expect-error a search must be a string
billit.contacts.list({ q: 5 })

// List options.
expectTypeOf<RequestOptions>().toExtend<ListOptions>()
expectTypeOf<keyof ListOptions>().toEqualTypeOf<keyof RequestOptions | 'concurrency'>()
expectTypeOf<ListOptions>().toHaveProperty('concurrency').toEqualTypeOf<number | undefined>()
billit.invoices.list({}, { concurrency: 4, signal: AbortSignal.timeout(1000) })
