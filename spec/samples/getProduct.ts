import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const product = await billit.products.get(8801)
  console.log(product.name, product.unitPrice)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The product does not exist.')
}
