/** checkInvoice() finds no problems in drafts that are close to a rule and that the authority and Billit accept. */
import { expect, test } from 'vitest'
import { checkInvoice } from '../../src/mydata/index.ts'
import { account, brief, useToday } from './draft.ts'
import { FINE } from './fine-vectors.ts'
import { REFUSED } from './refused-vectors.ts'

useToday()

test.each(FINE)('reports no %s (%s): %s', (_aade, _source, _name, valid, contact, options = {}) => {
  expect(brief(checkInvoice(valid, account, contact, options))).toEqual([])
  expect(brief(checkInvoice(valid, undefined, undefined, options))).toEqual([])
})

test('there are at least sixty of each kind', () => {
  expect(FINE.length).toBeGreaterThanOrEqual(60)
  expect(REFUSED.length).toBeGreaterThanOrEqual(60)
})
