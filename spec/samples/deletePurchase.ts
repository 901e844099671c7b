import { Billit } from 'billit-io'

const billit = new Billit()
await billit.purchases.delete(7305)
