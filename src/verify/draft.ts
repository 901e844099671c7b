/** Drafts the change of the document that a finding asks for. Pure. */
import type { Deviation } from './compare.ts'
import { HIDDEN_KEY, type Shape } from './shape.ts'

/** @returns Where in `spec/`, and the lines to add or to change. A person decides whether the document or the API is wrong. */
export function draftOf(operation: string, status: number, deviation: Deviation): { where: string; yaml: string } {
  const { place, path, kind } = deviation
  const isHeader = kind === 'missing header' || kind === 'header' || kind === 'media type'
  if (!place?.component || isHeader)
    return { where: `the answer ${status || ''} of ${operation}`.replace('  ', ' '), yaml: noteOf(deviation) }
  const where = `the schema ${place.component}`
  const name = place.below.at(-1) ?? path
  switch (kind) {
    case 'undeclared field':
      return { where, yaml: nest(place.below, [...schemaOf(deviation.shape ?? { types: [] }), 'description: To be written.']) }
    case 'missing field':
      return { where, yaml: nest(place.below.slice(0, -1), [`# take ${name} out of this list`, 'required: []']) }
    case 'null':
    case 'type': {
      const types = [...(deviation.declared ?? '').split(' or '), ...(deviation.shape?.types ?? [])]
      return { where, yaml: nest(place.below, [typeLine([...new Set(types)])]) }
    }
    default:
      return { where, yaml: nest(place.below, [noteOf(deviation)]) }
  }
}

function noteOf({ kind, path, declared = '' }: Deviation): string {
  switch (kind) {
    case 'missing header':
      return `# ${path.replace('header ', '')} was not sent: take it out, or say that it can be missing`
    case 'value':
      return '# add the new value to enum; the report does not hold it'
    case 'format':
      return `# not always ${declared}: take the format out, or say which other form there is`
    case 'limit':
      return `# ${declared} does not hold: change it, or take it out`
    case 'status':
      return `# ${declared}: declare the status that came, or say when it comes`
    case 'paging':
      return `# ${path} is ${declared}: say in the description what the server does`
    default:
      return `# ${path}: ${declared}`
  }
}

/** Lines below the path to a property: `['addresses', '[]', 'zip']`. */
function nest(below: readonly string[], lines: readonly string[]): string {
  const keys = below.flatMap((step) =>
    step === '[]' ? ['items'] : step === HIDDEN_KEY ? ['additionalProperties'] : ['properties', step],
  )
  const indent = (depth: number, line: string) => `${'  '.repeat(depth)}${line}`
  return [...keys.map((key, depth) => indent(depth, `${key}:`)), ...lines.map((line) => indent(keys.length, line))].join('\n')
}

const typeLine = (types: readonly string[]): string => {
  const told = types
    .filter((type) => type !== 'integer' || !types.includes('number'))
    .map((type) => (type === 'null' ? '"null"' : type))
  return `type: ${told.length === 1 ? told.join() : `[${told.join(', ')}]`}`
}

function schemaOf({ types, formats = [], fields = {}, items }: Shape): string[] {
  const inner = (lines: string[]) => lines.map((line) => `  ${line}`)
  const { [HIDDEN_KEY]: hidden, ...named } = fields
  const names = Object.entries(named)
  return [
    typeLine(types),
    ...formats.slice(0, 1).map((format) => `format: ${format}`),
    ...(names.length > 0
      ? ['properties:', ...names.flatMap(([name, shape]) => inner([`${name}:`, ...inner(schemaOf(shape))]))]
      : []),
    ...(hidden
      ? ['additionalProperties: # keys that the document does not know, which may be data', ...inner(schemaOf(hidden))]
      : []),
    ...(items ? ['items:', ...inner(schemaOf(items))] : []),
  ]
}
