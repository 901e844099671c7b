import type { Billit } from '../../src/index.ts'
import { formatEuros, type Step } from './report.ts'

/** Runs the steps that only read. */
export async function runLiveDemo(billit: Billit, step: Step): Promise<void> {
  await step('Token', async (show) => {
    const { data, response } = await billit.ping().withResponse()
    show(`accepted: ${response.url} returned "${data.msg}"`)
  })
  await step('Account', async (show) => {
    const { biller, vats, paymentMethods } = (await billit.account.get()).relations
    show(`${biller.company}, VAT number ${biller.vatId}`)
    show(`VAT rates: ${vats.map(({ name, id }) => `${name} (id ${id})`).join(', ')}`)
    show(`payment methods: ${paymentMethods.map(({ name, id }) => `${name} (id ${id})`).join(', ')}`)
  })
  await step('Invoices', async (show) => {
    const { data, total } = await billit.invoices.list({ perPage: 10 })
    show(`${data.length} of ${total}`)
    for (const { number, dateIssued, customer, finalAmount } of data) {
      show(`no. ${number} of ${dateIssued} to ${customer.company}: ${formatEuros(finalAmount)}`)
    }
  })
  await step('Contacts', async (show) => {
    const { data, total } = await billit.contacts.list({ perPage: 10 })
    show(`${data.length} of ${total}`)
    for (const { id, company, country } of data) show(`${company}, ${country} (id ${id})`)
  })
}
