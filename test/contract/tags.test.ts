import { expect, inject, test } from 'vitest'
import { Billit } from '../../src/index.ts'

test('tags are listed', async () => {
  const billit = new Billit({ token: 'test-token', baseUrl: inject('prismUrl') })
  const { data: page, response } = await billit.tags.list().withResponse()
  expect(response.headers.get('sl-violations')).toBeNull()
  expect(page).toMatchObject({ page: 1, lastPage: 3, total: 5 })
  expect(page.data[0]).toEqual({ id: 301, tag: 'retainer', description: 'Monthly agreements' })
})
