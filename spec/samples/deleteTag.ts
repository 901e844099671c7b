import { Billit } from 'billit-io'

const billit = new Billit()
await billit.tags.delete(305)
