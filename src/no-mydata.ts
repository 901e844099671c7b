import type { InvoiceCheck } from './preflight.ts'

/** What bundles for browsers get in place of billit-io/mydata, unless they import it themselves. */
export const checkInvoice: InvoiceCheck | undefined = undefined
