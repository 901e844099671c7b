import { Billit, parseApiDate } from 'billit-io'

const billit = new Billit()
const ocp = await billit.ocps.get(
  'e3b0c442-98fc-4c14-9afb-f4c8996fb924',
)
// The server's empty date means that the link never expires.
const expires = parseApiDate(ocp.expirationAt ?? '')
console.log(ocp.title, ocp.cost, expires ?? 'for ever')
