import { Billit } from 'billit-io'

const billit = new Billit()
await billit.products.delete(8803)
