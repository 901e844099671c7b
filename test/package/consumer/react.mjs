// Renders a Client Component whose properties are a page and a record. React prints a warning for what is not a plain object.
import process from 'node:process'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Billit } from 'billit-io'
import { createElement } from 'react'
import { registerClientReference, renderToPipeableStream } from 'react-server-dom-webpack/server'

const billit = new Billit({ token: 'any', baseUrl: process.argv[2] })
const page = await billit.invoices.list({ perPage: 2 })
const invoice = await billit.invoices.get(page.data[0].uuid)
const Table = registerClientReference(() => {}, 'table', 'Table')
const modules = { 'table#Table': { id: 'table', chunks: [], name: 'Table' } }
const rendered = text(renderToPipeableStream(createElement(Table, { page, invoice }), modules).pipe(new PassThrough()))
if (!(await rendered).includes(invoice.uuid)) throw new Error('The page was not rendered.')
