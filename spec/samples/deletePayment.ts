import { Billit } from 'billit-io'

const billit = new Billit()
await billit.payments.delete(5501)
