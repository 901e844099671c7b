import { Billit } from 'billit-io'

const { data } = await new Billit().invoices.list()
console.log(data[0]?.number)
