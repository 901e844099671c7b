/** The static pages: the guide, the guide of the SDK, and one page for each operation, from the text of the OpenAPI document. */
import { ADDRESS_LINKS, addressOf, pageAddress } from '../addresses.ts'
import { allOperations, firstSentence, isGuidePage, type Operation, type Spec, tagsIn } from '../document.ts'
import { anchor, codesPage, oneLine, operationText } from '../markdown.ts'
import type { StaticPage } from './html.ts'

const INDEX = 'guide'

/** Such as `operations/create-invoice`. */
const operationPath = ({ operationId }: Operation): string =>
  `operations/${operationId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const guidePath = (tag: string): string => `${INDEX}/${anchor(tag)}`
const CODES = `${INDEX}/codes`

/** The paths of the pages by the hash of the same place in the interactive reference. */
export function staticPaths(spec: Spec): Map<string, string> {
  const guide = spec.tags.filter(isGuidePage).map(({ name }): [string, string] => [pageAddress(name), guidePath(name)])
  const operations = allOperations(spec).map(({ operation }): [string, string] => [
    addressOf(operation),
    operationPath(operation),
  ])
  return new Map([...guide, ...operations])
}

/** Returns the pages in the order of the menu. Each has its neighbours. */
export function staticPages(spec: Spec): StaticPage[] {
  const guide = spec['x-tagGroups'].flatMap(({ name }) => tagsIn(spec, name)).filter(isGuidePage)
  const pages: StaticPage[] = [
    {
      path: INDEX,
      title: spec.info.title,
      description: spec.info.summary,
      markdown: `${spec.info.description.trim()}\n\n${contents(spec)}`,
      hash: '',
    },
    ...guide.map(({ name, description }) => ({
      path: guidePath(name),
      title: name,
      description: firstSentence(description),
      markdown: description.trim(),
      hash: pageAddress(name),
    })),
    {
      path: CODES,
      title: 'Codes of the tax authority (myDATA)',
      description: 'The values of fields such as mydataInvoiceType, in English and Greek.',
      markdown: codesPage(spec).replace(/^# .*\n+/, ''),
      hash: '#/mydata',
    },
    ...allOperations(spec).map((located) => ({
      path: operationPath(located.operation),
      title: located.operation.summary,
      description: `${located.method} ${located.path}: ${oneLine(firstSentence(located.operation.description))}`,
      markdown: operationText(spec, located, 2),
      hash: addressOf(located.operation),
    })),
  ]
  const rewrite = linkRewriter(spec)
  const linked = pages.map((page) => ({ ...page, markdown: rewrite(page) }))
  return linked.map((page, index) => ({ ...page, previous: linked[index - 1], next: linked[index + 1] }))
}

/** Links to every page, by group. */
function contents(spec: Spec): string {
  const groups = spec['x-tagGroups'].map(({ name }) => {
    const lines = tagsIn(spec, name).flatMap((tag) =>
      isGuidePage(tag)
        ? [`- [${tag.name}](${pageAddress(tag.name)})`]
        : allOperations(spec)
            .filter(({ operation }) => operation.tags.includes(tag.name))
            .map(({ method, path, operation }) => `- [${operation.summary}](${addressOf(operation)}): \`${method} ${path}\``),
    )
    return `### ${name}\n\n${lines.join('\n')}`
  })
  return `## All pages\n\n${groups.join('\n\n')}\n- [Codes of the tax authority](codes.md)`
}

/** Turns the addresses of the interactive reference into paths of static pages. Those without one lead to the reference. */
function linkRewriter(spec: Spec): (page: StaticPage) => string {
  const paths = staticPaths(spec)
  return ({ path, markdown }) => {
    const root = '../'.repeat(path.split('/').length)
    const target = (hash: string) => {
      // A heading of a page: #/pagination/a-heading.
      const [, place = hash, heading] = /^(#\/[^/]+)\/([\w-]+)$/.exec(hash) ?? []
      const exact = paths.get(hash)
      if (exact) return `${root}${exact}/index.html`
      const page = paths.get(place)
      return page ? `${root}${page}/index.html#${heading}` : `${root}index.html${hash}`
    }
    return markdown
      .replaceAll(ADDRESS_LINKS, (_, hash) => `](${target(hash)})`)
      .replaceAll(/\]\(codes\.md/g, () => `](${root}${CODES}/index.html`)
      .replaceAll(/\]\((?:\.\.\/)?((?:sdk|try)\/)/g, (_, folder) => `](${root}${folder}`)
  }
}
