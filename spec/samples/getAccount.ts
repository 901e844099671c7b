import { Billit } from 'billit-io'

const billit = new Billit()
const { biller, vats, paymentMethods } = (
  await billit.account.get()
).relations
console.log(biller.company)
for (const { id, name } of [...vats, ...paymentMethods])
  console.log(id, name)
