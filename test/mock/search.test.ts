/** The search index returns the same records as a scan of all records, after any changes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldAccents } from '../../src/core/text.ts'
import type { Row } from '../../src/mock/row.ts'
import { getSearchIndex } from '../../src/mock/rules/search-index.ts'
import { exampleState } from './states.ts'

const word = fc.constantFrom('Άλφα', 'Βήτα', 'άλλος', 'ΑΛΦΑ Α.Ε.', 'beta', 'ας', '', '5', '55', '523456110')
const contact = fc.record({ company: word, vatId: word, tags: fc.subarray(['retainer', 'hosting', 'undefined']) })
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), contact }),
  fc.record({ kind: fc.constant('replace' as const), contact, which: fc.nat() }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
)
const texts = ['α', 'αλ', 'αλφ', 'αλφα', 'Άλφα α.ε', 'ας', 'ασ', '5', '5234', 'zzz', 'beta', ' ', 'α\n']

test('returns the same records as a scan, after any changes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const contacts = exampleState().collection('contacts')
      const index = getSearchIndex(contacts)
      for (const each of steps) {
        const old = each.kind === 'add' ? undefined : contacts.rows[each.which % Math.max(1, contacts.size)]
        if (each.kind === 'add') contacts.add({ ...contacts.createRecord(), ...each.contact })
        else if (old && each.kind === 'remove') contacts.remove(old)
        else if (old && each.kind === 'replace') contacts.replace(old, { ...old, ...each.contact })
      }
      const oldestFirst = contacts.rows.toReversed()
      const getTexts = ({ company, vatId, phone, mobile, email }: Row) =>
        [company, vatId, phone, mobile, email].map((value) => foldAccents(String(value ?? '')))
      for (const text of texts) {
        const wanted = foldAccents(text).trim()
        expect(index.findByText(text)).toEqual(oldestFirst.filter((row) => getTexts(row).some((value) => value.includes(wanted))))
      }
      for (const label of ['retainer', 'hosting', undefined]) {
        const hasLabel = ({ tags }: Row) => label !== undefined && (tags as unknown[]).includes(label)
        expect(index.findByTag('9', label)).toEqual(oldestFirst.filter(hasLabel))
      }
    }),
    { numRuns: 60 },
  )
})
