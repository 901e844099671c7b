// Uses the entries that are only ES modules, and the options and methods that take globals.
import { Billit, type RequestOptions } from 'billit-io'
import { exportAll } from 'billit-io/export'
import { type Mock, type MockOptions, startMock } from 'billit-io/mock'
import spec from 'billit-io/openapi.json' with { type: 'json' }
import { type Change, watch } from 'billit-io/watch'

const billit = new Billit({ baseUrl: new URL('http://127.0.0.1:4010'), fetch: globalThis.fetch })

export async function pdf(uuid: string): Promise<Response> {
  const options: RequestOptions = { signal: new AbortController().signal, headers: new Headers({ 'X-Shop': '1' }) }
  const bytes = await billit.invoices.pdf(uuid, options)
  const { response } = await billit.tags.list().withResponse()
  const standard: Response = response
  return bytes.length > 0 ? standard : new Response()
}

export const copy = () => exportAll(billit, 'copy/')

export async function firstChange(): Promise<Change | undefined> {
  for await (const change of watch(billit, 'copy.db')) return change
  return undefined
}

export async function onMock(mockOptions: MockOptions): Promise<string> {
  const mock: Mock = await startMock(mockOptions)
  await mock.close()
  return `${mock.url} ${spec.openapi}`
}
