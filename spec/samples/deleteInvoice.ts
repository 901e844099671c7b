import { Billit } from 'billit-io'

const billit = new Billit()
const uuid = '5a6b7c8d-9e0f-4123-8456-789abcdef012'
const { deletedAt } = await billit.invoices.get(uuid)
// Cancels the invoice. A second delete can remove it permanently.
if (!deletedAt) await billit.invoices.delete(uuid)
