import { Billit } from 'billit-io'

const billit = new Billit()
for await (const ocp of billit.ocps.list()) {
  console.log(ocp.title, ocp.cost, ocp.permalink)
}
