import { Billit } from 'billit-io'

const billit = new Billit()
const low = { has_stock: true, stock_less: 10 }
for await (const product of billit.products.list(low)) {
  console.log(product.id, product.name, product.stock)
}
