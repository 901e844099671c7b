import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documented } from '../contract/document.ts'

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').replace(/\s*\n\s*(\* )?/g, ' ')

test('how a reported invoice is taken back is described by the same text everywhere', () => {
  const { operation } = documented.find(({ id }) => id === 'deleteInvoice') ?? {}
  const [text = ''] = /To take back an invoice that has a MARK, .*/.exec(operation?.description ?? '') ?? []
  expect(text).toContain('Billit has confirmed neither.')
  const { operation: update } = documented.find(({ id }) => id === 'updateInvoice') ?? {}
  expect(update?.description).toContain(text)
  expect(read('src/resources/invoices.ts').split(text)).toHaveLength(3) // delete() and update()
  for (const file of ['spec/guide/mydata.md', 'spec/workflows.arazzo.yaml', 'scripts/docs/SKILL.md']) {
    expect(read(file), file).toContain(text)
  }
})
