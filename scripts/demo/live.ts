import type { Billit } from '../../src/index.ts'
import { columnsOf, inColumns, type Show, type Step } from './report.ts'

/** The part of the job that reads. */
export async function walkLive(billit: Billit, step: Step): Promise<void> {
  await step('Check the credentials', async (show) => {
    const { data, response } = await billit.ping().withResponse()
    show('address', response.url)
    show('answer', data.msg)
  })
  await step('Read the account', async (show) => {
    const { biller, vats, paymentMethods } = (await billit.account.get()).relations
    show('biller', `${biller.company}, VAT number ${biller.vatId}`)
    show('VAT rates', vats.map(({ name, id }) => `${name} (id ${id})`).join(', '))
    show('payment methods', paymentMethods.map(({ name, id }) => `${name} (id ${id})`).join(', '))
  })
  await step('List the first invoices', async (show) => {
    const { data, total } = await billit.invoices.list({ perPage: 10 })
    showRows(show, 'invoices', total, data.map(columnsOf))
  })
  await step('List the first contacts', async (show) => {
    const { data, total } = await billit.contacts.list({ perPage: 10 })
    const rows = data.map(({ id, company, country }) => [`id ${id}`, company, country ?? ''])
    showRows(show, 'contacts', total, rows)
  })
}

function showRows(show: Show, label: string, total: number, rows: string[][]): void {
  show(label, `${rows.length} of ${total}`)
  for (const line of inColumns(rows)) show('', line)
}
