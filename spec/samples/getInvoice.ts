import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const uuid = '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'
  const invoice = await billit.invoices.get(uuid)
  console.log(
    invoice.number,
    invoice.payableAmount,
    invoice.isPaid,
  )
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The invoice does not exist.')
}
