import { Billit, NotFoundError } from 'billit-io'

const billit = new Billit()
try {
  const { tag, description } = await billit.tags.get(301)
  console.log(tag, description)
} catch (error) {
  if (!(error instanceof NotFoundError)) throw error
  console.error('The tag does not exist.')
}
