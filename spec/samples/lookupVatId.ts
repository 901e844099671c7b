import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const company = await billit.gsis.lookup('523456110')
  if (company.error) console.error(company.error)
  else console.log(company.company, company.doy)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The VAT number is not in the registry.')
}
