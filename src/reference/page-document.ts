/** What the page shows besides the document's own text: badges, and links to the page "Try it out". */

const UNSAFE = { name: 'unsafe to repeat', color: '#8a5200' }
const UNCONFIRMED = { name: 'not confirmed by Billit', color: '#4a5654' }

type Json = Record<string, unknown>

export interface Shown {
  /** Where the page "Try it out" is. */
  tryPage: string
  /** Whether the pages of the SDK are beside the page. Without them, links to them become text. */
  sdkPages: boolean
}

/** Billit's own document, bundled, as the page shows it. */
export function pageDocument(document: object, { tryPage, sdkPages }: Shown): object {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Json>> }
  const shown = Object.entries(paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => [method, shownOperation(operation, tryPage)])
    return [path, Object.fromEntries(operations)]
  })
  const all = withBadges({ ...document, paths: Object.fromEntries(shown) }) as object
  return sdkPages ? all : JSON.parse(JSON.stringify(all).replaceAll(/\[([^\]"]+)\]\(sdk\/[^)"]*\)/g, '$1'))
}

function shownOperation(operation: Json, tryPage: string): Json {
  const { operationId, description, 'x-keywords': keywords } = operation
  const parts = [
    description,
    // Greek readers search for these words.
    keywords && `*${keywords}*`,
    `[Try it out](${tryPage}?operation=${operationId}) [Errors of every operation](#/errors)`,
  ]
  return {
    ...operation,
    description: parts.filter(Boolean).join('\n\n'),
    ...(operation['x-billit-unsafe'] && !operation['x-billit-harmless'] ? { 'x-badges': [UNSAFE] } : {}),
    responses: ownResponses(operation.responses as Json),
  }
}

/** Answers that the operation describes itself. The errors that every operation can answer are described once, in the guide. */
const ownResponses = (responses: Json): Json =>
  Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2') || OWN_ERRORS.includes(status)))

const OWN_ERRORS = ['404', '422']

/** A field that no text of Billit confirms has a badge, in place of its extension. */
function withBadges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withBadges)
  if (typeof node !== 'object' || node === null) return node
  const { 'x-unconfirmed': isUnconfirmed, ...rest } = node as Json
  const shown = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, withBadges(inner)]))
  return isUnconfirmed ? { ...shown, 'x-badges': [UNCONFIRMED] } : shown
}
