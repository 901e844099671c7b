/** Suggests changes to the OpenAPI document. Pure. */
import type { Deviation } from './compare.ts'
import { REDACTED_KEY, type Shape } from './shape.ts'

/** A change to the OpenAPI document. A person decides whether the document or the API is wrong. */
export interface Suggestion {
  /** Where in `spec/` to make the change. */
  location: string
  /** The lines to add or to change. */
  yaml: string
}

export function suggestChange(operation: string, status: number, deviation: Deviation): Suggestion {
  const { place, path, kind } = deviation
  const isHeader = kind === 'missing header' || kind === 'header' || kind === 'media type'
  if (!place?.component || isHeader) {
    return { location: `the response ${status || ''} of ${operation}`.replace('  ', ' '), yaml: describeChange(deviation) }
  }
  const location = `the schema ${place.component}`
  const name = place.below.at(-1) ?? path
  switch (kind) {
    case 'undeclared field':
      return { location, yaml: nest(place.below, [...schemaLines(deviation.shape ?? { types: [] }), 'description: TODO']) }
    case 'missing field':
      return { location, yaml: nest(place.below.slice(0, -1), [`# remove ${name} from this list`, 'required: []']) }
    case 'null':
    case 'type': {
      const types = [...(deviation.declared ?? '').split(' or '), ...(deviation.shape?.types ?? [])]
      return { location, yaml: nest(place.below, [typeLine([...new Set(types)])]) }
    }
    default:
      return { location, yaml: nest(place.below, [describeChange(deviation)]) }
  }
}

function describeChange({ kind, path, declared = '' }: Deviation): string {
  switch (kind) {
    case 'missing header':
      return `# ${path.replace('header ', '')} was not sent: remove it, or document that it can be missing`
    case 'value':
      return '# add the new value to enum (the report does not contain it)'
    case 'format':
      return `# not always ${declared}: remove the format, or describe the other one`
    case 'limit':
      return `# violates ${declared}: change or remove it`
    case 'status':
      return `# ${declared}: declare the status, or describe when it occurs`
    case 'paging':
      return `# ${path} is ${declared}: describe what the server does`
    default:
      return `# ${path}: ${declared}`
  }
}

/** Nests lines under the path to a property: `['addresses', '[]', 'zip']`. */
function nest(below: readonly string[], lines: readonly string[]): string {
  const keys = below.flatMap((step) =>
    step === '[]' ? ['items'] : step === REDACTED_KEY ? ['additionalProperties'] : ['properties', step],
  )
  const indent = (depth: number, line: string) => `${'  '.repeat(depth)}${line}`
  return [...keys.map((key, depth) => indent(depth, `${key}:`)), ...lines.map((line) => indent(keys.length, line))].join('\n')
}

const typeLine = (types: readonly string[]): string => {
  const names = types
    .filter((type) => type !== 'integer' || !types.includes('number'))
    .map((type) => (type === 'null' ? '"null"' : type))
  return `type: ${names.length === 1 ? names.join() : `[${names.join(', ')}]`}`
}

function schemaLines({ types, formats = [], fields = {}, items }: Shape): string[] {
  const inner = (lines: string[]) => lines.map((line) => `  ${line}`)
  const { [REDACTED_KEY]: redacted, ...named } = fields
  const properties = Object.entries(named)
  return [
    typeLine(types),
    ...formats.slice(0, 1).map((format) => `format: ${format}`),
    ...(properties.length > 0
      ? ['properties:', ...properties.flatMap(([name, shape]) => inner([`${name}:`, ...inner(schemaLines(shape))]))]
      : []),
    ...(redacted
      ? ['additionalProperties: # undeclared keys, redacted because they may be data', ...inner(schemaLines(redacted))]
      : []),
    ...(items ? ['items:', ...inner(schemaLines(items))] : []),
  ]
}
