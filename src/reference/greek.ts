/** Marks Greek text with `lang="el"`, so that screen readers pronounce it and browsers hyphenate it as Greek. */

/** Greek words, and the spaces, digits and punctuation between them. */
const GREEK = /\p{Script=Greek}(?:[^<>[\]{}|*`\n\p{Script=Latin}]*\p{Script=Greek})*\p{M}*/gu

const mark = (text: string): string => text.replace(GREEK, '<span lang="el">$&</span>')

/** Code, HTML tags and link targets stay as they are. */
const UNMARKED = /(```[\s\S]*?```|`[^`]*`|<[^>]*>|\]\([^)]*\))/

/** Marks the Greek text of Markdown. Text that is marked as Greek already stays as it is. */
export const markGreek = (markdown: string): string =>
  markdown.includes('<div lang="el">') ? markdown : mapEven(markdown.split(UNMARKED), mark)

/** Marks the Greek text of an HTML body. Scripts and styles stay as they are. */
export const markGreekHtml = (html: string): string => {
  const body = html.indexOf('<body')
  const parts = html.slice(body).split(/(<(?:script|style)[\s\S]*?<\/(?:script|style)>|<[^>]*>)/)
  return html.slice(0, body) + mapEven(parts, mark)
}

/** `split` with a group returns the text between the matches at even positions. */
const mapEven = (parts: string[], change: (text: string) => string): string =>
  parts.map((part, index) => (index % 2 === 0 ? change(part) : part)).join('')

/** Data, not text of the document. */
const VALUES = ['example', 'value', 'default', 'enum']

/** Marks the Greek text of every description of an OpenAPI document. */
export function markGreekDescriptions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(markGreekDescriptions)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([name, inner]) => {
      if (name === 'description' && typeof inner === 'string') return [name, markGreek(inner)]
      return [name, VALUES.includes(name) ? inner : markGreekDescriptions(inner)]
    }),
  )
}
