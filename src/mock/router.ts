import { type Document, type Operation, operationsOf } from '../tools/document.ts'

/** Where a request leads. */
export interface Route {
  /** The operation of each method, in capitals. */
  operations: ReadonlyMap<string, Operation>
  /** The path as the document has it. */
  template: string
  /** The last part of the path if the template has a parameter there, otherwise empty. */
  key: string
}

/** Finds the route of a path below `/v1`. `undefined`: the document has no such path. */
export function createRouter(document: Document): (path: string) => Route | undefined {
  const templates = new Map<string, Map<string, Operation>>()
  for (const { path, method, operation } of operationsOf(document)) {
    const methods = templates.get(path) ?? new Map<string, Operation>()
    templates.set(path, methods.set(method, operation))
  }
  // Billit answers the check of credentials to a GET too.
  const root = templates.get('/')
  const check = root?.get('POST')
  if (root && check && !root.has('GET')) root.set('GET', check)

  return (path) => {
    const exact = templates.get(path)
    if (exact) return { operations: exact, template: path, key: '' }
    const cut = path.lastIndexOf('/')
    const parent = path.slice(0, cut + 1)
    for (const [template, operations] of templates) {
      if (template.startsWith(`${parent}{`) && template.endsWith('}') && !template.slice(cut + 1).includes('/')) {
        return { operations, template, key: decodeURIComponent(path.slice(cut + 1)) }
      }
    }
    return undefined
  }
}

/** The methods that a path has, for a 405. */
export function allowedMethods({ operations }: Route): string {
  const methods = [...operations.keys()]
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}
