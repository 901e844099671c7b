/** What the page shows besides the document's own text: badges, and links to the page "Try it out". */

const UNSAFE = { name: 'unsafe to repeat', color: '#8a5200' }
const UNCONFIRMED = { name: 'not confirmed by Billit', color: '#4a5654' }

type Json = Record<string, unknown>

/** A bundled document, as the page shows it. `tryPage`: where the page "Try it out" is, if there is one. */
export function pageDocument(document: object, tryPage?: string): object {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Json>> }
  const shown = Object.entries(paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => [method, shownOperation(operation, tryPage)])
    return [path, Object.fromEntries(operations)]
  })
  return withBadges({ ...document, paths: Object.fromEntries(shown) }) as object
}

function shownOperation(operation: Json, tryPage: string | undefined): Json {
  const { operationId, description, 'x-keywords': keywords } = operation
  const parts = [
    description,
    // Greek readers search for these words.
    keywords && `*${keywords}*`,
    tryPage && operationId && `[Try it out](${tryPage}?operation=${operationId})`,
  ]
  return {
    ...operation,
    description: parts.filter(Boolean).join('\n\n'),
    ...(operation['x-billit-unsafe'] ? { 'x-badges': [UNSAFE] } : {}),
  }
}

/** A field that no text of Billit confirms has a badge, in place of its extension. */
function withBadges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withBadges)
  if (typeof node !== 'object' || node === null) return node
  const { 'x-unconfirmed': isUnconfirmed, ...rest } = node as Json
  const shown = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, withBadges(inner)]))
  return isUnconfirmed ? { ...shown, 'x-badges': [UNCONFIRMED] } : shown
}
