import { Billit } from 'billit-io'

const billit = new Billit()
await billit.ocps.delete(
  '4d967a2b-6a0e-4c55-9d3e-8f7a6b5c4d3e',
)
