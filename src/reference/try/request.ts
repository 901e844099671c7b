import type { Operation, Parameter } from './model.ts'

/** What the reader has filled in. */
export interface Filled {
  /** The parameters as text, by name. */
  values: Record<string, string>
  /** The text of the body. Empty if the operation takes none. */
  body: string
}

/** A request that is ready to be sent, or to be shown as code. */
export interface Request {
  /** With its parameters filled in. */
  path: string
  query: Record<string, string | number>
  body: object | undefined
}

/** The initial values: the documented ids and the first example. */
export const filledFor = ({ parameters, body }: Operation): Filled => ({
  values: Object.fromEntries(
    parameters.map(({ name, in: place, example }) => [name, place === 'path' ? `${example ?? ''}` : '']),
  ),
  body: body ? prettyJson(body.examples[0]?.value ?? {}) : '',
})

export const prettyJson = (value: unknown): string => JSON.stringify(value, null, 2)

/** @throws SyntaxError or TypeError with one sentence, if something is missing, would change the path, or is not JSON. */
export function requestOf(operation: Operation, { values, body }: Filled): Request {
  const given = (parameter: Parameter) => values[parameter.name]?.trim() ?? ''
  for (const parameter of operation.parameters) {
    const { name, in: place, required } = parameter
    if (required && given(parameter) === '') throw new TypeError(`Fill in ${name}.`)
    if (place === 'path' && /[\\/]|^\.+$/.test(given(parameter)))
      throw new TypeError(`${name} cannot be '${given(parameter)}', which would change the path.`)
  }
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && given(parameter) !== '')
  return {
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]?.trim() ?? '')),
    query: Object.fromEntries(query.map((parameter) => [parameter.name, typedValue(parameter, given(parameter))])),
    body: operation.body ? parsedBody(body) : undefined,
  }
}

function parsedBody(text: string): object {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('The body must be a JSON object.')
  return value
}

/** A number if the document says so. Text that is not a number stays text, so that the server can refuse it. */
export function typedValue({ schema: { type } }: Parameter, text: string): string | number {
  const isNumber = (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)
  return isNumber ? Number(text) : text
}
