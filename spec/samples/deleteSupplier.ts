import { Billit } from 'billit-io'

const billit = new Billit()
// Deprecated by the API: new code deletes a contact.
await billit.suppliers.delete(6105)
