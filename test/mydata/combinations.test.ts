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
  listAllowed: (invoiceType: string) => Classification[]
  categories: string[]
  types: string[]
}

/** The number of allowed combinations of type and category in myDATA 2.0.2. */
const INCOME_COUNT = 137
const EXPENSE_COUNT = 188

const KINDS: Kind[] = [
  {
    kind: 'income',
    count: INCOME_COUNT,
    listAllowed: incomeClassificationsOf,
    categories: incomeClassificationCategories.map(({ code }) => code),
    types: incomeClassificationTypes.map(({ code }) => code),
  },
  {
    kind: 'expense',
    count: EXPENSE_COUNT,
    listAllowed: expenseClassificationsOf,
    categories: expenseClassificationCategories.map(({ code }) => code),
    types: expenseClassificationTypes.filter(({ kind }) => kind === undefined).map(({ code }) => code),
  },
]

const CATEGORY = 'products.0.incomeClassificationCat'
const TYPE = 'products.0.incomeClassificationType'

/** Returns the problems of a row's classification. Expense rows are self-billed. */
function checkClassification(invoiceType: string, category: string, type: string | undefined, kind: string): Problem[] {
  const row: Partial<InvoiceRow> = { incomeClassificationCat: category }
  if (type !== undefined) row.incomeClassificationType = type
  const { incomeClassificationType: _, ...plain } = draft().products[0] ?? { vatId: 901 }
  const sent: InvoiceCreate = {
    ...draft({ mydataInvoiceType: invoiceType, selfPricing: kind === 'expense' }),
    products: [{ ...plain, ...row }],
  }
  return checkInvoice(sent).filter(({ path }) => path === CATEGORY || path === TYPE)
}

describe.each(KINDS)('$kind', ({ kind, count, listAllowed, categories, types }) => {
  const all = invoiceTypes.flatMap(({ code }) =>
    listAllowed(code).map((classification) => ({ invoiceType: code, ...classification })),
  )

  test('has every combination, with known codes', () => {
    expect(all).toHaveLength(count)
    for (const { category, types: allowed } of all) {
      expect(categories).toContain(category)
      expect(allowed.filter((type) => !types.includes(type))).toEqual([])
    }
  })

  test('accepts every allowed combination', () => {
    for (const { invoiceType, category, types: allowed } of all) {
      for (const type of allowed.length === 0 ? [undefined] : allowed) {
        // E3_585_017 is in the authority's table, but its schema rejects the code.
        const expected = type === 'E3_585_017' ? ['code-not-sendable'] : []
        expect(
          checkClassification(invoiceType, category, type, kind).map(({ code }) => code),
          `${invoiceType} ${category} ${type}`,
        ).toEqual(expected)
      }
    }
  })

  test('requires a classification type unless it is optional', () => {
    for (const { invoiceType, category, isOptional } of all) {
      const expected = isOptional ? [] : ['type-missing']
      const problems = checkClassification(invoiceType, category, undefined, kind)
      expect(
        problems.map(({ code }) => code),
        `${invoiceType} ${category}`,
      ).toEqual(expected)
    }
  })

  test('rejects 500 disallowed combinations at the field to change', () => {
    const random = seeded(20261122)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T // never empty
    const classified = invoiceTypes.filter(({ code }) => listAllowed(code).length > 0)
    let tried = 0
    while (tried < 500) {
      const invoiceType = pick(classified).code
      const [category, type] = [pick(categories), pick(types)]
      const allowed = listAllowed(invoiceType).find((classification) => classification.category === category)
      if (allowed?.types.includes(type)) continue
      tried++
      const problems = checkClassification(invoiceType, category, type, kind).filter(({ code }) => code !== 'code-not-sendable')
      const expected = allowed ? `${TYPE} type-not-allowed` : `${CATEGORY} category-not-allowed`
      expect(
        problems.map(({ path, code }) => `${path} ${code}`),
        `${invoiceType} ${category} ${type}`,
      ).toEqual([expected])
      const isInAnyCombination = all.some((one) => one.types.includes(type))
      const isCertain = !allowed || isInAnyCombination || !types.includes(type)
      expect(problems[0]?.severity, `${invoiceType} ${category} ${type}`).toBe(isCertain ? 'error' : 'warning')
    }
  })
})

/** A pseudo-random generator with a fixed seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
