import { Billit, ValidationError } from 'billit-io'

const billit = new Billit()
try {
  const product = await billit.products.create({
    name: 'Αισθητήρας υγρασίας',
    description: 'Ασύρματος, για εσωτερικό χώρο',
    nameSec: 'Humidity sensor',
    descriptionSec: 'Wireless, for indoor use',
    unitPrice: 38.5,
    defaultVatId: 901,
    isVatIncluded: false,
    withStock: true,
    stock: 60,
    active: true,
  })
  console.log(product.id)
} catch (error) {
  if (!(error instanceof ValidationError)) throw error
  console.error(error.errors)
}
