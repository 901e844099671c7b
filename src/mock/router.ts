import { type Document, type Operation, operationsOf } from '../tools/document.ts'

/** A path of the OpenAPI document that matches a request. */
export interface Route {
  /** By method, in upper case. */
  operations: ReadonlyMap<string, Operation>
  /** The path in the OpenAPI document. */
  template: string
  /** The value of the path parameter, which is the last segment. Empty if there is none. */
  key: string
}

/** Returns a function that finds the route of a path. It returns undefined if the OpenAPI document has no such path. */
export function createRouter(document: Document): (path: string) => Route | undefined {
  const templates = new Map<string, Map<string, Operation>>()
  for (const { path, method, operation } of operationsOf(document)) {
    const methods = templates.get(path) ?? new Map<string, Operation>()
    templates.set(path, methods.set(method, operation))
  }
  // Billit supports the credentials check with GET, too.
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

/** The `Allow` header of a 405. */
export function allowedMethods({ operations }: Route): string {
  const methods = [...operations.keys()]
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}
