/** Links to an invoice and its PDF, which are outside of the API. */
export function InvoiceLinks({ body }: { body: unknown }) {
  const links = findInvoiceLinks(body)
  return links ? (
    <p>
      <a href={links.page} target="_blank" rel="noreferrer">
        Open the invoice
      </a>{' '}
      <a href={links.pdf} target="_blank" rel="noreferrer">
        Open its PDF
      </a>
    </p>
  ) : null
}

/** Reads the permalink of a single invoice. A server may send any text, so only a web address becomes a link. */
function findInvoiceLinks(body: unknown): { page: string; pdf: string } | undefined {
  const { data } = (body ?? {}) as { data?: { permalink?: unknown } | null }
  const permalink = data?.permalink
  if (typeof permalink !== 'string' || !/^https?:\/\//i.test(permalink) || !URL.canParse(permalink)) return undefined
  const pdf = new URL(permalink)
  pdf.pathname = pdf.pathname.replace(/\/?$/, '/pdf')
  return { page: permalink, pdf: pdf.href }
}
