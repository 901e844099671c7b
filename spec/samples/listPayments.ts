import { Billit } from 'billit-io'

const billit = new Billit()
const payments = await billit.payments
  .list()
  .toArray({ limit: 100 })
for (const { id, amount, dateOccurred } of payments) {
  console.log(id, amount, dateOccurred.slice(0, 10)) // a day, not an instant
}
