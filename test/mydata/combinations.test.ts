import { describe, expect, test } from 'vitest'
import type { InvoiceCreate, InvoiceRow } from '../../src/index.ts'
import {
  type Classification,
  checkInvoice,
  expenseClassificationCategories,
  expenseClassificationsOf,
  expenseClassificationTypes,
  incomeClassificationCategories,
  incomeClassificationsOf,
  incomeClassificationTypes,
  invoiceTypes,
  type Problem,
} from '../../src/mydata/index.ts'
import { draft } from './draft.ts'

interface Kind {
  kind: string
  count: number
  of: (invoiceType: string) => Classification[]
  categories: string[]
  types: string[]
}

/** Of myDATA 2.0.2. */
const INCOME_COUNT = 137
const EXPENSE_COUNT = 188

const KINDS: Kind[] = [
  {
    kind: 'income',
    count: INCOME_COUNT,
    of: incomeClassificationsOf,
    categories: incomeClassificationCategories.map(({ code }) => code),
    types: incomeClassificationTypes.map(({ code }) => code),
  },
  {
    kind: 'expense',
    count: EXPENSE_COUNT,
    of: expenseClassificationsOf,
    categories: expenseClassificationCategories.map(({ code }) => code),
    types: expenseClassificationTypes.filter(({ kind }) => kind === undefined).map(({ code }) => code),
  },
]

const CATEGORY = 'products.0.incomeClassificationCat'
const TYPE = 'products.0.incomeClassificationType'

/** What is said of the classification. Expenses are those of self-billing. */
function classified(invoiceType: string, category: string, type: string | undefined, kind: string): Problem[] {
  const row: Partial<InvoiceRow> = { incomeClassificationCat: category }
  if (type !== undefined) row.incomeClassificationType = type
  const { incomeClassificationType: _, ...plain } = draft().products[0] ?? { vatId: 901 }
  const given: InvoiceCreate = {
    ...draft({ mydataInvoiceType: invoiceType, selfPricing: kind === 'expense' }),
    products: [{ ...plain, ...row }],
  }
  return checkInvoice(given).filter(({ path }) => path === CATEGORY || path === TYPE)
}

describe.each(KINDS)('$kind', ({ kind, count, of, categories, types }) => {
  const all = invoiceTypes.flatMap(({ code }) => of(code).map((classification) => ({ invoiceType: code, ...classification })))

  test('every combination is there, of known codes', () => {
    expect(all).toHaveLength(count)
    for (const { category, types: allowed } of all) {
      expect(categories).toContain(category)
      expect(allowed.filter((type) => !types.includes(type))).toEqual([])
    }
  })

  test('every allowed combination passes', () => {
    for (const { invoiceType, category, types: allowed } of all) {
      for (const type of allowed.length === 0 ? [undefined] : allowed) {
        // E3_585_017 is in the table, but the schema refuses it.
        const expected = type === 'E3_585_017' ? ['code-not-sendable'] : []
        expect(
          classified(invoiceType, category, type, kind).map(({ code }) => code),
          `${invoiceType} ${category} ${type}`,
        ).toEqual(expected)
      }
    }
  })

  test('a type may be left out where it is optional, and only there', () => {
    for (const { invoiceType, category, isOptional } of all) {
      const expected = isOptional ? [] : ['type-missing']
      const problems = classified(invoiceType, category, undefined, kind)
      expect(
        problems.map(({ code }) => code),
        `${invoiceType} ${category}`,
      ).toEqual(expected)
    }
  })

  test('500 disallowed combinations fail, at the field to change', () => {
    const random = seeded(20261122)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T // never empty
    const tables = invoiceTypes.filter(({ code }) => of(code).length > 0)
    let tried = 0
    while (tried < 500) {
      const invoiceType = pick(tables).code
      const [category, type] = [pick(categories), pick(types)]
      const found = of(invoiceType).find((classification) => classification.category === category)
      if (found?.types.includes(type)) continue
      tried++
      const problems = classified(invoiceType, category, type, kind).filter(({ code }) => code !== 'code-not-sendable')
      const expected = found ? `${TYPE} type-not-allowed` : `${CATEGORY} category-not-allowed`
      expect(
        problems.map(({ path, code }) => `${path} ${code}`),
        `${invoiceType} ${category} ${type}`,
      ).toEqual([expected])
      const isPlaced = all.some((one) => one.types.includes(type))
      const isSure = !found || isPlaced || !types.includes(type)
      expect(problems[0]?.severity, `${invoiceType} ${category} ${type}`).toBe(isSure ? 'error' : 'warning')
    }
  })
})

/** The same numbers in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
