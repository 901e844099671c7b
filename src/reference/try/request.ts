import { prepareExample } from './draft.ts'
import type { Operation, Parameter } from './model.ts'

/** The values that the reader has entered for one operation. */
export interface FormValues {
  /** The parameters as text, by name. */
  parameters: Record<string, string>
  /** The text of the request body. Empty if the operation has none. */
  body: string
}

/** A request that is ready to send, or to show as code. */
export interface ApiRequest {
  /** With the path parameters inserted. */
  path: string
  query: Record<string, string | number>
  body: object | undefined
}

/** Returns the initial values: the example ids of the path parameters, and the first example of the body. */
export const getInitialValues = ({ parameters, body }: Operation): FormValues => ({
  parameters: Object.fromEntries(
    parameters.map(({ name, in: place, example }) => [name, place === 'path' ? `${example ?? ''}` : '']),
  ),
  body: body ? formatExample(body.examples[0]?.value) : '',
})

/** Returns an example as the text of a body that is ready to send. */
export const formatExample = (value: unknown): string => formatJson(prepareExample(value ?? {}))

export const formatJson = (value: unknown): string => JSON.stringify(value, null, 2)

/** @throws TypeError or SyntaxError for a missing required value, a value that would change the path, or an invalid body. */
export function buildRequest(operation: Operation, { parameters, body }: FormValues): ApiRequest {
  const read = (parameter: Parameter) => parameters[parameter.name]?.trim() ?? ''
  for (const parameter of operation.parameters) {
    const { name, in: place, required } = parameter
    if (required && read(parameter) === '') throw new TypeError(`${name} is required.`)
    if (place === 'path' && /[\\/]|^\.+$/.test(read(parameter)))
      throw new TypeError(`${name} cannot be '${read(parameter)}': it would change the path.`)
  }
  const query = operation.parameters.filter((parameter) => parameter.in === 'query' && read(parameter) !== '')
  return {
    path: operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name]?.trim() ?? '')),
    query: Object.fromEntries(query.map((parameter) => [parameter.name, parseParameter(parameter, read(parameter))])),
    body: operation.body ? parseBody(body) : undefined,
  }
}

/** A request, or one sentence that says why the form has none. */
export type BuiltRequest = { request: ApiRequest } | { error: string }

/** Like `buildRequest`, but returns the message instead of throwing. */
export function tryBuildRequest(operation: Operation, form: FormValues): BuiltRequest {
  try {
    return { request: buildRequest(operation, form) }
  } catch (error) {
    if (error instanceof SyntaxError) return { error: 'The body is not valid JSON.' }
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function parseBody(text: string): object {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('The body must be a JSON object.')
  return value
}

/** Returns a number if the schema declares one. Text that is not a number stays text, so that the server can reject it. */
export function parseParameter({ schema: { type } }: Parameter, text: string): string | number {
  const isNumber = (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)
  return isNumber ? Number(text) : text
}
