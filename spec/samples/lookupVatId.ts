import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const company = await billit.gsis.lookup('523456110')
  console.log(company.company, company.taxOffice)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The registry does not know this number.')
}
