/** Adds badges, and links to the page "Try it out", to the Billit document before Redoc renders it. */
import { markGreekDescriptions } from './greek.ts'

const UNSAFE = { name: 'unsafe to repeat', color: '#8a5200' }
const UNCONFIRMED = { name: 'not confirmed by Billit', color: '#4a5654' }

type Json = Record<string, unknown>

export interface Annotations {
  /** The URL of the page "Try it out", relative to the reference. */
  tryPage: string
  /** Whether the SDK's pages are on the same site. If not, links to them become plain text. */
  sdkPages: boolean
  /** The folders of the static pages on the same site, by the hash of the same place. Default: there are none. */
  staticPages?: Map<string, string>
}

/** Returns the Billit document with its annotations. It must be bundled. */
export function annotateDocument(document: object, { tryPage, sdkPages, staticPages }: Annotations): object {
  const { paths = {}, tags = [] } = document as { paths?: Record<string, Record<string, Json>>; tags?: Json[] }
  const annotated = Object.entries(paths).map(([path, item]) => {
    const operations = Object.entries(item).map(([method, operation]) => [
      method,
      annotateOperation(operation, tryPage, staticPages),
    ])
    return [path, Object.fromEntries(operations)]
  })
  const all = markGreekDescriptions(
    addBadges({ ...document, tags: tags.map(annotateTag), paths: Object.fromEntries(annotated) }),
  ) as object
  return sdkPages ? all : JSON.parse(JSON.stringify(all).replaceAll(/\[([^\]"]+)\]\(sdk\/[^)"]*\)/g, '$1'))
}

/** Greek readers search for these words. */
const formatKeywords = (keywords: unknown): unknown => keywords && `*${keywords}*`

/** Adds the keywords of a page to its introduction, above the first heading. */
function annotateTag(tag: Json): Json {
  const { description = '', 'x-keywords': keywords } = tag
  if (!keywords) return tag
  const text = String(description).trim()
  const heading = text.search(/^#{2,} /m)
  const end = heading === -1 ? text.length : heading
  return { ...tag, description: `${text.slice(0, end).trim()}\n\n${formatKeywords(keywords)}\n\n${text.slice(end)}` }
}

function annotateOperation(operation: Json, tryPage: string, staticPages?: Map<string, string>): Json {
  const { operationId, tags, description, 'x-keywords': keywords } = operation
  const [tag = ''] = tags as string[] // as in the Billit document
  const path = staticPages?.get(`#/${tag.toLowerCase().replaceAll(' ', '-')}/${String(operationId).toLowerCase()}`)
  const parts = [
    description,
    formatKeywords(keywords),
    `[Try it out](${tryPage}?operation=${operationId}) [Errors of every operation](#/errors)${path ? ` · [As a plain page](${path}/index.html)` : ''}`,
  ]
  return {
    ...operation,
    description: parts.filter(Boolean).join('\n\n'),
    ...(operation['x-billit-unsafe'] && !operation['x-billit-harmless'] ? { 'x-badges': [UNSAFE] } : {}),
    responses: selectResponses(operation.responses as Json),
  }
}

/** Keeps the responses that are specific to an operation. The guide describes errors that any operation can return. */
const selectResponses = (responses: Json): Json =>
  Object.fromEntries(Object.entries(responses).filter(([status]) => status.startsWith('2') || SPECIFIC_ERRORS.includes(status)))

const SPECIFIC_ERRORS = ['404', '422']

/** Replaces `x-unconfirmed` on a field with a badge. */
function addBadges(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(addBadges)
  if (typeof node !== 'object' || node === null) return node
  const { 'x-unconfirmed': isUnconfirmed, ...rest } = node as Json
  const fields = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, addBadges(inner)]))
  return isUnconfirmed ? { ...fields, 'x-badges': [UNCONFIRMED] } : fields
}
