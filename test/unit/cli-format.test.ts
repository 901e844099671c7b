/** How the command shows tables, amounts and days. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDay } from '../../src/cli/format/day.ts'
import { formatCents, formatMoney, readMoneyLocale } from '../../src/cli/format/money.ts'
import { type Column, renderFields, renderTable } from '../../src/cli/format/table.ts'
import { breakLines, displayWidth, pad, toCell, truncate } from '../../src/cli/format/width.ts'

const text = fc.string({
  unit: fc.constantFrom(
    ...[
      'a',
      'Ω',
      'ά',
      'α\u0301',
      'ΐ',
      'ι\u0308\u0301',
      '中',
      '한',
      'ﬀ',
      '👍',
      '👨‍👩‍👧',
      '🇬🇷',
      '✔️',
      ' ',
      '\t',
      '\n',
      '\x1b',
      '\u202e',
      '\u200b',
      '0',
    ],
  ),
  maxLength: 40,
})
const width = fc.integer({ min: 4, max: 120 })

describe('displayWidth', () => {
  test.each([
    ['Παπαδοπούλου', 12],
    ['Παπαδοπου\u0301λου', 12],
    ['Ευρυ\u0308\u0301δικη', 8],
    ['中文', 4],
    ['ｆｕｌｌ', 8],
    ['ｱｲｳ', 3],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['🇬🇷', 2],
    ['a\u200bb', 2],
    ['€', 1],
    ['', 0],
  ])('of %j is %i', (value, expected) => {
    expect(displayWidth(value)).toBe(expected)
  })
})

test('a cut text is never wider than asked, and ends in an ellipsis', () => {
  fc.assert(
    fc.property(text.map(toCell), fc.integer({ min: 1, max: 30 }), (value, columns) => {
      const cut = truncate(value, columns)
      expect(displayWidth(cut)).toBeLessThanOrEqual(columns)
      expect(cut === value || (cut.endsWith('…') && value.startsWith(cut.slice(0, -1)))).toBe(true)
    }),
  )
})

test('a padded text has exactly the width, and a broken one loses nothing', () => {
  fc.assert(
    fc.property(text.map(toCell), width, (value, columns) => {
      expect(displayWidth(pad(truncate(value, columns), columns))).toBe(columns)
      expect(breakLines(value, columns).join('')).toBe(value)
      for (const line of breakLines(value, columns)) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
    }),
  )
})

interface Row {
  name: string
  town: string
  total: string
}
const COLUMNS: Column<Row>[] = [
  { title: 'Name', flexible: true, value: ({ name }) => name },
  { title: 'Total', align: 'right', value: ({ total }) => total },
  { title: 'Town', flexible: true, optional: true, value: ({ town }) => town },
]
const rows = fc.array(fc.record({ name: text, town: text, total: fc.integer().map((cents) => formatCents(cents, 'el')) }), {
  maxLength: 8,
})

describe('renderTable', () => {
  test('is never wider than the terminal, and never cuts an amount', () => {
    fc.assert(
      fc.property(rows, width, (given, columns) => {
        const table = renderTable(COLUMNS, given, columns)
        for (const line of table.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
        const joined = table.replaceAll(/\s/g, '')
        for (const { total } of given) expect(joined).toContain(total.replaceAll(/\s/g, ''))
      }),
    )
  })

  test('aligns columns by display width', () => {
    const table = renderTable(
      COLUMNS,
      [
        { name: 'Παπαδοπου\u0301λου', town: '', total: '9,00 €' },
        { name: '中文 ΑΕ', town: '', total: '1.234,50 €' },
      ],
      80,
    )
    expect(table).toBe(
      ['Name               Total  Town', 'Παπαδοπου\u0301λου      9,00 €', '中文 ΑΕ       1.234,50 €'].join('\n'),
    )
  })

  test('leaves out optional columns first, then cuts flexible ones, then writes a block for each row', () => {
    const row = { name: 'Ελληνικά Μπισκότα ΑΕ', town: 'Θεσσαλονίκη', total: '1.234,50 €' }
    expect(renderTable(COLUMNS, [row], 60)).toContain('Θεσσαλονίκη')
    expect(renderTable(COLUMNS, [row], 34)).toBe(
      ['Name                       Total', 'Ελληνικά Μπισκότα ΑΕ  1.234,50 €'].join('\n'),
    )
    expect(renderTable(COLUMNS, [row], 22)).toBe(['Name             Total', 'Ελληνικά …  1.234,50 €'].join('\n'))
    expect(renderTable(COLUMNS, [row], 18)).toBe(
      ['Name   Ελληνικά Μπ', '       ισκότα ΑΕ', 'Total  1.234,50 €', 'Town   Θεσσαλονίκη'].join('\n'),
    )
  })

  test('shows the text of a server in one line, without control characters', () => {
    const table = renderTable(COLUMNS, [{ name: 'a\n\x1b[2Jb\u202e', town: '\t', total: '1' }], Number.POSITIVE_INFINITY)
    expect(table.split('\n')[1]).toBe('a \\u001b[2Jb\\u202e      1')
  })
})

test('fields are never wider than the terminal', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('Name', 'VAT number'), text)), width, (fields, columns) => {
      for (const line of renderFields(fields, columns).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(columns)
    }),
  )
})

describe('formatMoney', () => {
  test.each([
    [1234.5, 'el', '1.234,50 €'],
    [1234.5, 'en', '€1,234.50'],
    [-0.05, 'el', '-0,05 €'],
    ['0.123456', 'el', '0,123456 €'],
    [9007199254740.99, 'en', '€9,007,199,254,740.99'],
    [Number.NaN, 'en', 'NaN'],
    ['free', 'en', 'free'],
    [null, 'el', ''],
    [undefined, 'el', ''],
  ] as const)('writes %j in %s as %j', (amount, locale, expected) => {
    expect(formatMoney(amount, locale)).toBe(expected)
  })

  test('names the currency', () => {
    expect(formatMoney(5, 'en', 'USD')).toBe('$5.00')
    expect(formatMoney(5, 'el', 'points')).toBe('5,00 points')
  })

  test('shows every cent', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (cents) => {
        const digits = formatCents(cents, 'el').replaceAll(/[^\d-]/g, '')
        expect(BigInt(digits)).toBe(BigInt(cents))
      }),
    )
    expect(formatCents(Number.NaN, 'en')).toBe('NaN')
  })

  test.each([
    [{ LANG: 'el_GR.UTF-8' }, 'el'],
    [{ LANG: 'el' }, 'el'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LC_ALL: 'C', LANG: 'el_GR' }, 'en'],
    [{ LC_MONETARY: 'el_GR.UTF-8', LANG: 'en_US' }, 'el'],
    [{ LANG: 'elvish' }, 'en'],
    [{}, 'en'],
  ] as const)('%j selects %s', (variables, expected) => {
    expect(readMoneyLocale(variables)).toBe(expected)
  })
})

test.each([
  ['2026-11-24', '2026-11-24'],
  ['2026-11-24T22:30:00.000000Z', '2026-11-25'],
  ['0000-00-00', ''],
  ['-0001-11-30T00:00:00.000000Z', ''],
  ['24/11/2026', '24/11/2026'],
  ['', ''],
  [null, ''],
  [undefined, ''],
])('the day of %j is %j', (value, expected) => {
  expect(formatDay(value)).toBe(expected)
})
