import { Billit } from 'billit-io'

const billit = new Billit()
for await (const { id, tag } of billit.tags.list())
  console.log(id, tag)
