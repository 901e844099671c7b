import { type Billit, defaultInvoiceTypeOf, paymentMethodOf, taxOf, vatOf } from '../../src/index.ts'
import { pick, type Show } from './report.ts'

export type Choice = Awaited<ReturnType<typeof readAccount>>

/** Chooses the ids that the later steps need. */
export async function readAccount(billit: Billit, show: Show) {
  const account = await billit.account.get()
  const { biller, paymentMethods } = account.relations
  const vat = vatOf(account, 24)
  const withholding = taxOf(account, 'Παρακράτηση 20%')
  const levy = taxOf(account, 'Τέλος')
  const method = paymentMethodOf(account, 'Τράπεζα')
  const online = pick('online payment method', paymentMethods, ({ status, isOnlineMethod }) => status && isOnlineMethod)
  show('biller', `${biller.company}, VAT number ${biller.vatId}`)
  show('VAT', `${vat.name} (id ${vat.id})`)
  show('other taxes', `${withholding.name} (id ${withholding.id}), ${levy.name} (id ${levy.id})`)
  show('payment methods', `${method.nameSec} (id ${method.id}), online ${online.nameSec} (id ${online.id})`)
  show('invoice type', `id ${defaultInvoiceTypeOf(account)}`)
  return {
    account,
    vatId: vat.id,
    withholdingId: withholding.id,
    levyId: levy.id,
    methodId: method.id,
    onlineMethodId: online.id,
    invoiceTypeId: defaultInvoiceTypeOf(account),
  }
}
