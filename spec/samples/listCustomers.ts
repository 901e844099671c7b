import { Billit } from 'billit-io'

const billit = new Billit()
const page = await billit.customers.list({
  q: 'kestrel',
  perPage: 50,
})
console.log(page.total)
for (const { id, company } of page.data)
  console.log(id, company)
