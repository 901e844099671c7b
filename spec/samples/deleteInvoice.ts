import { Billit } from 'billit-io'

const billit = new Billit()
const uuid = '5a6b7c8d-9e0f-4123-8456-789abcdef012'
const { deletedAt } = await billit.invoices.get(uuid)
// This cancels the invoice. A second delete may remove it for good.
if (!deletedAt) await billit.invoices.delete(uuid)
