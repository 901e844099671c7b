import { Billit } from 'billit-io'

const billit = new Billit()
// It replaces the product: send every field that should remain.
const product = await billit.products.update(8802, {
  name: 'Αισθητήρας υγρασίας',
  description: 'Ασύρματος, για εσωτερικό χώρο',
  unitPrice: 41.9,
  defaultVatId: 901,
  isVatIncluded: false,
  withStock: true,
  stock: 40,
})
console.log(product.unitPrice)
