/** A request as a program: curl, and TypeScript with the SDK. Used by the page, and for the samples of named examples. */
import type { Operation } from './model.ts'
import { type Request, typedValue } from './request.ts'

/** In columns: as much as fits beside the text of the reference. */
const WIDTH = 60

export function curlOf({ method }: Operation, { path, query, body }: Request, server: string): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
  const url = `${server}${path === '/' ? '' : path}${search && `?${search}`}`
  const needsMethod = method !== (body ? 'POST' : 'GET')
  const lines = [
    `curl ${needsMethod ? `-X ${method} ` : ''}${/[^\w\-.~:/%]/.test(url) ? `'${shellQuoted(url)}'` : url}`,
    `-H "Authorization: Bearer $BILLIT_TOKEN"`,
    `-H 'Accept: application/json'`,
    ...(body ? [`-H 'Content-Type: application/json'`, `--data '${indented(shellQuoted(JSON.stringify(body, null, 2)))}'`] : []),
  ]
  return `${lines.join(' \\\n  ')}\n`
}

const shellQuoted = (text: string): string => text.replaceAll("'", `'\\''`)

const indented = (text: string): string => text.replaceAll('\n', '\n  ')

/** @param server Only if it is not the sandbox, which is the SDK's default. */
export function typeScriptOf(operation: Operation, filled: Record<string, string>, request: Request, server?: string): string {
  const ids = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => literal(typedValue(parameter, filled[parameter.name]?.trim() ?? '')))
  const { per_page: perPage, ...others } = request.query
  const query = { ...others, ...(perPage === undefined ? {} : { perPage }) }
  const isEmpty = operation.method === 'DELETE'
  const start = `${isEmpty ? '' : 'const result = '}await billit.${operation.sdk}(${ids.join(', ')}`
  const [object] = [request.body, query].filter((each) => each && Object.keys(each).length > 0)
  const last = object ? `${ids.length > 0 ? ', ' : ''}${literal(object, `${start}, `)}` : ''
  return [
    "import { Billit } from 'billit-io'",
    '',
    `const billit = new Billit(${server === undefined ? '' : literal({ baseUrl: server, rateLimit: false }, 'const billit = new Billit(')})`,
    `${start}${last})`,
    ...(isEmpty ? [] : ['console.log(result)']),
    '',
  ].join('\n')
}

/**
 * A value as TypeScript, laid out as Biome would.
 *
 * @param before What stands before it on its line, the indentation included.
 */
export function literal(value: unknown, before = '', indent = ''): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => literal(item, inner, inner))]
    : ['{', '}', Object.entries(value).map(([name, item]) => `${key(name)}: ${literal(item, `${inner}${key(name)}: `, inner)}`)]
  if (parts.length === 0) return open + close
  const space = open === '{' ? ' ' : ''
  const line = `${open}${space}${parts.join(', ')}${space}${close}`
  // A comma or a bracket follows.
  const isShort = !line.includes('\n') && before.length + line.length < WIDTH
  const holdsObject = Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)
  if (isShort && !holdsObject) return line
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}
