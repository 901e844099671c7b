import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const purchase = await billit.purchases.get(7301)
  console.log(
    purchase.invoiceNum,
    purchase.price,
    purchase.vatAmount,
  )
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The purchase does not exist.')
}
