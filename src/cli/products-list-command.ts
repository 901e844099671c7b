import type { Product } from '../index.ts'
import { createListCommand } from './list-command.ts'
import { money } from './money.ts'

/** `billit-io products list`. */
export const productsListCommand = createListCommand<Product>({
  name: 'products list',
  summary: 'List products: goods and services.',
  operation: 'listProducts',
  noun: 'products',
  columns: [
    { title: 'Id', align: 'right', value: ({ id }) => String(id) },
    { title: 'Name', flexible: true, value: ({ name }) => name ?? '' },
    { title: 'Price', align: 'right', value: ({ unitPrice }) => money(unitPrice) },
    { title: 'Price has VAT', value: ({ isVatIncluded }) => (isVatIncluded ? 'yes' : 'no') },
    { title: 'VAT id', align: 'right', value: ({ defaultVatId }) => String(defaultVatId ?? '') },
    { title: 'Stock', align: 'right', optional: true, value: ({ stock, withStock }) => (withStock ? String(stock ?? '') : '') },
    { title: 'Active', optional: true, value: ({ active }) => (active === undefined ? '' : active ? 'yes' : 'no') },
  ],
  list: (billit, query, options) => billit.products.list(query, options),
  examples: ['npx billit-io products list', 'npx billit-io products list --query has_stock=1 --all'],
})
