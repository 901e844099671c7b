import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { csvDate, csvLine, parseExactly } from '../../src/sync/csv.ts'
import { exportAll } from '../../src/sync/index.ts'
import { FakeBillit } from './fake-billit.ts'
import { scratchFolder } from './target-file.ts'

let folder: ReturnType<typeof scratchFolder>
const server = new FakeBillit()

beforeEach(() => {
  folder = scratchFolder()
})
afterEach(() => folder.remove())

const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')

test('writes each resource as NDJSON and CSV, and leaves no unfinished file', async () => {
  server.create('invoices', { note: 'Τιμολόγιο "Ά"; τρία', amount: '12345678901234567.80', item: '=HYPERLINK("http://evil")' })
  server.create('payments', { amount: '-4.50', note: '-4.50' })
  const deleted = server.create('tags')
  await exportAll(server.client(), folder.path)
  server.delete('tags', 0)
  await exportAll(server.client(), folder.path)

  const names = readdirSync(folder.path).filter((name) => !name.startsWith('.'))
  const resources = ['account', 'contacts', 'invoices', 'ocps', 'payments', 'products', 'purchases', 'tags']
  const views = [
    'customer_statement',
    'invoice_items',
    'purchases_by_month',
    'receivables',
    'reporting_status',
    'vat_by_month',
    'vat_unplaced',
  ]
  const files = [...resources.flatMap((name) => [`${name}.csv`, `${name}.ndjson`]), ...views.map((name) => `${name}.csv`)]
  expect(names.sort()).toEqual(files.sort())
  expect(read('invoices.ndjson')).toContain('"amount":12345678901234567.80')
  const [line = ''] = read('tags.ndjson').split('\n')
  expect(JSON.parse(line)).toMatchObject({
    key: deleted.key,
    deleted_at: expect.stringMatching(/^\d{4}-/),
    data: { id: Number(deleted.key) },
  })
  const items = read('invoice_items.csv')
  expect(items.startsWith('\uFEFFkey,line,deleted_at,')).toBe(true)
  expect(items).toContain(`"'=HYPERLINK(""http://evil"")"`)
  expect(items).toContain(',12345678901234567.80,')
  expect(read('invoices.csv')).toContain('"Τιμολόγιο ""Ά""; τρία"')
  expect(read('invoices.csv')).toContain(',2026-11-24,')
  expect(read('payments.csv')).toContain(',-4.50,')
})

test('writes decimal commas with semicolons as separators', async () => {
  await exportAll(server.client(), folder.path, { csvSeparator: ';' })
  expect(read('payments.csv')).toContain(';-4,50;')
})

test('writes fields with any name, and leaves the cells of records without them empty', async () => {
  const rows = '{"id":1,"constructor":"c","__proto__":"p","toString":"t","a.b":"dot"},{"id":2,"a":{"b":"nested"}}'
  server.intercept = (path) =>
    path === '/tags'
      ? new Response(`{"data":[${rows}],"meta":{"current_page":1,"last_page":1,"per_page":100,"total":2}}`)
      : undefined
  onTestFinished(() => {
    server.intercept = () => undefined
  })
  await exportAll(server.client(), join(folder.path, 'names/'), { resources: ['tags'] })
  const [header, ...lines] = readFileSync(join(folder.path, 'names', 'tags.csv'), 'utf8')
    .trim()
    .split('\r\n')
  expect(header?.replace('\uFEFF', '')).toBe('key,deleted_at,id,constructor,__proto__,toString,a.b,a')
  expect(lines).toEqual(['1,,1,c,p,t,dot,', '2,,2,,,,,"{""b"":""nested""}"'])
})

test('marks text that a spreadsheet would run as a formula', () => {
  const line = (...texts: unknown[]) => csvLine(texts, ',').trimEnd()
  expect(line('=1+1', '-1', '@SUM', ' =1', 'a=1', parseExactly('-1.5'))).toBe(`'=1+1,'-1,'@SUM,' =1,a=1,-1.5`)
  // A file with commas is split at semicolons where Excel expects them.
  expect(line('Kestrel;=cmd|calc')).toBe("Kestrel;'=cmd|calc")
  expect(line('a\t=1', 'a\n+1', 'a,@x')).toBe(`a\t'=1,"a\n'+1","a,'@x"`)
  expect(line('＝1', '＋1', '－1', '＠x')).toBe("'＝1,'＋1,'－1,'＠x")
  expect(line('\u200b=1', '\u0007\ufeff=1', '\t=1')).toBe("'=1,'=1,\t'=1")
  expect(line('+30 210 123 4567', '+302101234567')).toBe('+30 210 123 4567,+302101234567')
  expect(line('+1+cmd|calc')).toBe("'+1+cmd|calc")
})

test('writes decimal text in a column of numbers as a number', async () => {
  const other = new FakeBillit()
  other.create('payments', { amount: '"10.50"' })
  other.create('payments', { amount: '"1.234,50"' })
  const { warnings } = await exportAll(other.client(), join(folder.path, 'typed/'), { csvSeparator: ';' })
  const csv = readFileSync(join(folder.path, 'typed', 'payments.csv'), 'utf8')
  expect(csv).toContain(';10,50;')
  expect(csv).toContain(';1.234,50;')
  expect(warnings).toEqual([expect.stringMatching(/^payments_flat: amount of 2 is not a number/)])
})

test.each([
  ['2026-12-31', '2026-12-31'],
  ['2026-12-31T00:00:00+00:00', '2026-12-31'],
  ['2026-12-31T22:30:00+00:00', '2027-01-01'],
  ['2026-06-30T21:00:00Z', '2026-07-01'],
  ['2026-06-30T20:59:59.999Z', '2026-06-30'],
  ['-0001-11-30T00:00:00+00:00', null],
  ['0000-00-00', null],
  ['soon', 'soon'],
  [null, null],
])('formats the date %j as %j', (value, day) => {
  expect(csvDate(value)).toBe(day)
})

test('writes any text so that a CSV parser returns it', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({
          unit: fc.oneof(
            fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
            fc.constantFrom(...',;\t\r\n =+-@＝\u200b'),
          ),
        }),
        {
          minLength: 1,
        },
      ),
      fc.constantFrom(',' as const, ';' as const, '\t' as const),
      (texts, separator) => {
        const cells = parseCsv(csvLine(texts, separator), separator)
        // Marks and invisible characters may differ.
        const plain = (text = '') => text.replace(/['\p{Cc}\p{Cf}]/gu, '')
        expect(cells.map(plain)).toEqual(texts.map(plain))
        for (const cell of cells) expect(cell).not.toMatch(/(^|[,;\t\r\n])[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
      },
    ),
  )
})

/** Parses one line as in RFC 4180. */
function parseCsv(line: string, separator: string): string[] {
  const cells: string[] = []
  let rest = line.slice(0, -2)
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest)
    const end = quoted ? quoted[0].length : rest.includes(separator) ? rest.indexOf(separator) : rest.length
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : rest.slice(0, end))
    if (end === rest.length) return cells
    rest = rest.slice(end + 1)
  }
}
