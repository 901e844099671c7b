/** What the page adds to the document's own text: badges, and links to the page "Try it out". */
import { markGreekDescriptions } from './greek.ts'

const UNSAFE = { name: 'unsafe to repeat', color: '#8a5200' }
const UNCONFIRMED = { name: 'not confirmed by Billit', color: '#4a5654' }

type Json = Record<string, unknown>

export interface Shown {
  /** Where the page "Try it out" is. */
  tryPage: string
  /** Whether the SDK's pages are there too. If not, links to them become plain text. */
  sdkPages: boolean
}

/** Billit's own document, already bundled, as the page shows it. */
export function pageDocument(document: object, { tryPage, sdkPages }: Shown): object {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Json>> }
  const shown = Object.entries(paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => [method, shownOperation(operation, tryPage)])
    return [path, Object.fromEntries(operations)]
  })
  const all = markGreekDescriptions(withBadges({ ...document, paths: Object.fromEntries(shown) })) as object
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

/** The answers that are specific to an operation. Errors that any operation can return are described once, in the guide. */
const ownResponses = (responses: Json): Json =>
  Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2') || OWN_ERRORS.includes(status)))

const OWN_ERRORS = ['404', '422']

/** Replaces the extension of a field that Billit does not confirm with a badge. */
function withBadges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withBadges)
  if (typeof node !== 'object' || node === null) return node
  const { 'x-unconfirmed': isUnconfirmed, ...rest } = node as Json
  const shown = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, withBadges(inner)]))
  return isUnconfirmed ? { ...shown, 'x-badges': [UNCONFIRMED] } : shown
}
