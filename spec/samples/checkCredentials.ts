import { AuthenticationError, Billit } from 'billit-io'

const billit = new Billit()
try {
  const { msg } = await billit.ping()
  console.log(msg)
} catch (error) {
  if (!(error instanceof AuthenticationError)) throw error
  console.error('The token is missing or invalid.')
}
