import { Billit } from 'billit-io'

const billit = new Billit()
await billit.customers.delete(4824)
