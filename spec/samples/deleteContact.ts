import { Billit } from 'billit-io'

const billit = new Billit()
await billit.contacts.delete(4824)
