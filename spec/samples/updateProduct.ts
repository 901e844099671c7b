import { Billit } from 'billit-io'

const billit = new Billit()
// A PUT replaces the product, so send every field you want to keep.
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
