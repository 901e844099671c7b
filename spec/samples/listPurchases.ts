import { Billit } from 'billit-io'

const billit = new Billit()
for await (const purchase of billit.purchases.list()) {
  console.log(
    purchase.dateOccurred,
    purchase.invoiceNum,
    purchase.price,
  )
}
