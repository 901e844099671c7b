import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated. Use billit.contacts.delete() instead.
await billit.suppliers.delete(6105)
