/** Formats a request as a curl command and as TypeScript with the SDK, for this page and for the samples of named examples. */
import type { Operation } from './model.ts'
import { type ApiRequest, parseParameter } from './request.ts'

/** In columns. Longer lines do not fit beside the text of the reference. */
const WIDTH = 60

export function formatCurl({ method }: Operation, { path, query, body }: ApiRequest, server: string): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString()
  const url = `${server}${path === '/' ? '' : path}${search && `?${search}`}`
  const needsMethod = method !== (body ? 'POST' : 'GET')
  const lines = [
    `curl ${needsMethod ? `-X ${method} ` : ''}${/[^\w\-.~:/%]/.test(url) ? `'${escapeForShell(url)}'` : url}`,
    `-H "Authorization: Bearer $BILLIT_TOKEN"`,
    `-H 'Accept: application/json'`,
    ...(body
      ? [`-H 'Content-Type: application/json'`, `--data '${indentLines(escapeForShell(JSON.stringify(body, null, 2)))}'`]
      : []),
  ]
  return `${lines.join(' \\\n  ')}\n`
}

const escapeForShell = (text: string): string => text.replaceAll("'", `'\\''`)

const indentLines = (text: string): string => text.replaceAll('\n', '\n  ')

/** @param server The base URL. Omit it for the sandbox, which is the SDK's default. */
export function formatTypeScript(
  operation: Operation,
  parameters: Record<string, string>,
  request: ApiRequest,
  server?: string,
): string {
  const ids = operation.parameters
    .filter((parameter) => parameter.in === 'path')
    .map((parameter) => formatLiteral(parseParameter(parameter, parameters[parameter.name]?.trim() ?? '')))
  const { per_page: perPage, ...others } = request.query
  const query = { ...others, ...(perPage === undefined ? {} : { perPage }) }
  const isEmpty = operation.method === 'DELETE'
  const start = `${isEmpty ? '' : 'const result = '}await billit.${operation.sdk}(${ids.join(', ')}`
  const [object] = [request.body, query].filter((each) => each && Object.keys(each).length > 0)
  const last = object ? `${ids.length > 0 ? ', ' : ''}${formatLiteral(object, `${start}, `)}` : ''
  return [
    "import { Billit } from 'billit-io'",
    '',
    `const billit = new Billit(${server === undefined ? '' : formatLiteral({ baseUrl: server, rateLimit: false }, 'const billit = new Billit(')})`,
    `${start}${last})`,
    ...(isEmpty ? [] : ['console.log(result)']),
    '',
  ].join('\n')
}

/**
 * Formats a value as TypeScript, laid out as Biome would.
 *
 * @param before The text before it on the same line, indentation included.
 */
export function formatLiteral(value: unknown, before = '', indent = ''): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => formatLiteral(item, inner, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(
          ([name, item]) => `${formatKey(name)}: ${formatLiteral(item, `${inner}${formatKey(name)}: `, inner)}`,
        ),
      ]
  if (parts.length === 0) return open + close
  const space = open === '{' ? ' ' : ''
  const line = `${open}${space}${parts.join(', ')}${space}${close}`
  // A comma or a bracket follows.
  const isShort = !line.includes('\n') && before.length + line.length < WIDTH
  const holdsObject = Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)
  if (isShort && !holdsObject) return line
  return `${open}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close}`
}

const formatKey = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name))

function quote(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`
}
