import type { Billit } from '../../src/index.ts'
import { pick, present, type Show } from './report.ts'

export type Choice = Awaited<ReturnType<typeof readAccount>>

/** Chooses the ids that the later steps need. */
export async function readAccount(billit: Billit, show: Show) {
  const { biller, vats, paymentMethods, settings } = (await billit.account.get()).relations
  const inUse = paymentMethods.filter(({ status }) => status)
  const vat = pick('default VAT rate', vats, ({ isDefault }) => isDefault)
  const withholding = pick('tax to withhold', vats, ({ operand }) => operand === '-')
  const levy = pick('levy by the piece', vats, ({ operand, isPercentable }) => operand === '+' && !isPercentable)
  const method = pick('default payment method', inUse, (candidate) => candidate.default)
  const online = pick('online payment method', inUse, ({ isOnlineMethod }) => isOnlineMethod)
  const invoiceTypeId = present('default invoice type', settings?.defaultInvoiceType)
  show('biller', `${biller.company}, VAT number ${biller.vatId}`)
  show('default VAT', `${vat.name} (id ${vat.id})`)
  show('other taxes', `${withholding.name} (id ${withholding.id}), ${levy.name} (id ${levy.id})`)
  show('payment methods', `${method.nameSec} (id ${method.id}), online ${online.nameSec} (id ${online.id})`)
  show('invoice type', `id ${invoiceTypeId}`)
  return {
    vatId: present('id of the VAT rate', vat.id),
    withholdingId: present('id of the tax to withhold', withholding.id),
    levyId: present('id of the levy', levy.id),
    methodId: method.id,
    onlineMethodId: online.id,
    invoiceTypeId,
  }
}
