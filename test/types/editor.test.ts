import { readdirSync } from 'node:fs'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { findAny, isPublic } from './find-any.ts'
import { type Editor, openEditor } from './language-service.ts'

const TYPE_TESTS = readdirSync(new URL('./', import.meta.url))
  .filter((name) => name.endsWith('.test-d.ts'))
  .map((name) => `test/types/${name}`)

/** Code of a caller. The comments mark positions of the pointer. */
const CALLER = `
/// <reference lib="esnext.temporal" />
import { Billit, type DateInput, type Invoice, type InvoiceCreate, type Page, toYmd } from '../../src/index.ts'
export const /*client*/client = new /*new*/Billit({ /*token*/token: 'x', /*rateLimit*/rateLimit: false })
declare const draft: InvoiceCreate
client./*invoices*/invoices./*create*/create(/*arguments*/draft)
client.invoices./*list*/list()
client.invoices./*get*/get('')
client.invoices./*delete*/delete('')
client.contacts./*contacts*/list(/*query*/)
client./*request*/request<{ id: number }>({ method: 'GET', path: '/x' })
export const /*created*/created = client.invoices.create(draft)
export const /*invoice*/invoice = await created
export const /*listed*/listed = client.invoices.list()
export const /*page*/page = await listed
export const /*rows*/rows = page./*data*/data
export const /*deleted*/deleted = client.invoices.delete('')
export const /*result*/result = await created.withResponse()
export declare const /*typed*/typed: Page<Invoice>
draft./*required*/invoiceDate
draft./*optional*/dateExpires
export const today: DateInput = Temporal.PlainDate.from('2026-11-22')
export const ymd = toYmd(today)
`

/** All places where `any` can occur. */
const POISONED = `
interface Deep { list: { value: any }[] }
export interface Property { deep?: Deep | undefined; fine: unknown }
export function parameter(value: { a: any }): string { return String(value) }
export function result(): Promise<Map<string, any>> { throw new Error() }
export class Class { #own: any; private hidden: any; protected kept: any; method(): Result<{ x: any }> { throw new Error() } }
export class Result<T> implements Error { readonly value!: T; name = ''; message = '' }
export interface Index { [name: string]: any }
export type Mapped = { [Key in keyof Deep as \`my\${Key}\`]: any }
export function generic<T = any>(): T { throw new Error() }
export const inferred = JSON.parse('1')
export const fine: { a: Promise<unknown>; fetch: typeof fetch; error: Error } = { a: Promise.resolve(), fetch, error: new Error() }
`

let editor: Editor

beforeAll(() => {
  editor = openEditor(['src/index.ts', ...TYPE_TESTS], { 'test/types/caller.ts': CALLER, 'test/types/poisoned.ts': POISONED })
}, 60_000)

test.each(TYPE_TESTS)('compiles %s', (path) => {
  expect(editor.errors(path)).toEqual([])
})

describe('any', () => {
  test('is found everywhere', () => {
    expect(findAny(editor.checker, editor.sourceFile('test/types/poisoned.ts')).any.sort()).toEqual([
      'Class.method()<0>.x',
      'Index[]',
      'Mapped.mylist',
      'Property.deep.list<0>.value',
      'generic<T>',
      'inferred',
      'parameter(value).a',
      'result()<0><1>',
    ])
  })

  test('does not occur in the exports of the package', () => {
    const { any, seen } = findAny(editor.checker, editor.sourceFile('src/index.ts'))
    expect(any).toEqual([])
    // It visited the client, its resources, and the types that they return.
    expect([...seen]).toEqual(
      expect.arrayContaining(['Billit', 'Invoices', 'ApiPromise', 'Invoice', 'InvoiceItemMydata', 'List']),
    )
    expect(seen.size).toBeGreaterThan(100)
  })
})

describe('an editor shows', () => {
  test('no error for a Temporal.PlainDate', () => {
    expect(editor.errors('test/types/caller.ts')).toEqual([])
  })

  test.each([
    ['new', '(alias) new Billit(options?: BillitOptions): Billit\nimport Billit'],
    ['client', 'const client: Billit'],
    ['token', '(property) BillitOptions.token?: string | (() => string | Promise<string>) | undefined'],
    ['rateLimit', '(property) BillitOptions.rateLimit?: false | RateLimit | RateLimiter | undefined'],
    ['invoices', '(property) Billit.invoices: Invoices'],
    ['create', '(method) Invoices.create(body: InvoiceCreate, options?: RequestOptions): ApiPromise<Invoice>'],
    ['list', '(method) Invoices.list(query?: ListQuery, options?: ListOptions): List<InvoiceListItem>'],
    ['get', '(method) Invoices.get(uuid: string, options?: RequestOptions): ApiPromise<Invoice>'],
    ['delete', '(method) Invoices.delete(uuid: string, options?: RequestOptions): ApiPromise<void>'],
    ['contacts', '(method) Contacts.list(query?: ContactListQuery, options?: ListOptions): List<Contact>'],
    ['request', '(method) Billit.request<{\n    id: number;\n}>(request: RawRequest): ApiPromise<{\n    id: number;\n}>'],
    ['created', 'const created: ApiPromise<Invoice>'],
    ['invoice', 'const invoice: Invoice'],
    ['listed', 'const listed: List<InvoiceListItem>'],
    ['page', 'const page: Page<InvoiceListItem>'],
    ['rows', 'const rows: InvoiceListItem[]'],
    ['data', '(property) Page<InvoiceListItem>.data: InvoiceListItem[]'],
    ['deleted', 'const deleted: ApiPromise<void>'],
    ['result', 'const result: Result<Invoice>'],
    ['typed', 'const typed: Page<Invoice>'],
    ['required', '(property) invoiceDate: DateInput'],
    ['optional', '(property) dateExpires?: DateInput | null | undefined'],
  ])('at %s: %s', (marker, text) => {
    expect(editor.hover('test/types/caller.ts', marker)).toBe(text)
  })

  test.each([
    ['arguments', 'create(body: InvoiceCreate, options?: RequestOptions): ApiPromise<Invoice>'],
    ['query', 'list(query?: ContactListQuery, options?: ListOptions): List<Contact>'],
  ])('in the %s of a call: %s', (marker, text) => {
    expect(editor.signatureHelp('test/types/caller.ts', marker)).toBe(text)
  })

  /** Names of the generated client and of helper types, which are not exported. */
  const INTERNAL = /RequestResult|OperationTypes|RecordOf|RowOf|WithDates|WireQuery|Filters<|Flag<|Extract<|typeof operations/

  /** Without this flag, the compiler shows the name of an alias. */
  const EXPANDED = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias

  const text = (type: ts.Type, flags = ts.TypeFormatFlags.NoTruncation) => editor.checker.typeToString(type, undefined, flags)

  const membersOf = (type: ts.Type) =>
    type
      .getProperties()
      .filter(isPublic)
      .map((member) => `${type.symbol.name}.${member.name}: ${text(editor.checker.getTypeOfSymbol(member))}`)

  test('readable types for every export and its members', () => {
    const { checker } = editor
    const shown = exportsOf(editor, 'src/index.ts').flatMap((symbol) => {
      if (!(symbol.flags & ts.SymbolFlags.Type)) return [`${symbol.name}: ${text(checker.getTypeOfSymbol(symbol))}`]
      const type = checker.getDeclaredTypeOfSymbol(symbol)
      return type.flags & ts.TypeFlags.Object ? membersOf(type) : [`${symbol.name}: ${text(type, EXPANDED)}`]
    })
    expect(shown).toContain('DateInput: string | Date | PlainDateLike')
    expect(shown).toContain('InvoiceCreate.invoiceDate: DateInput')
    expect(shown).toContain('toYmd: (input: DateInput, options?: { timeZone?: string | undefined; }) => string')
    expect(shown.filter((line) => INTERNAL.test(line))).toEqual([])
  })

  test('readable types for every method of every resource', () => {
    const { checker } = editor
    const client = exportsOf(editor, 'src/index.ts').find(({ name }) => name === 'Billit')
    const resources = (client ? checker.getDeclaredTypeOfSymbol(client).getProperties() : [])
      .filter(isPublic)
      .map((property) => checker.getTypeOfSymbol(property))
      .filter((type) => type.isClass())
    const methods = resources.flatMap(membersOf)
    expect(resources).toHaveLength(12)
    expect(methods).toHaveLength(48)
    for (const method of methods) {
      expect(method).toMatch(/^\w+\.\w+: \([\w?:,{}.| <>']*\) => (ApiPromise|List|Promise)<(\w+|Uint8Array<ArrayBuffer>)>$/)
    }
  })
})

function exportsOf({ checker, sourceFile }: Editor, path: string): ts.Symbol[] {
  const module = checker.getSymbolAtLocation(sourceFile(path))
  const names = module ? checker.getExportsOfModule(module) : []
  return names.map((name) => (name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name))
}
