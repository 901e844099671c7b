/** Renders Markdown as a complete HTML page without scripts. */
import MarkdownIt from 'markdown-it'
import { markGreekHtml } from '../../../src/reference/greek.ts'
import { hashSource } from '../../../src/reference/page.ts'
import { anchor } from '../markdown.ts'
import { STYLE } from './style.ts'

export interface StaticPage {
  /** The path of its folder on the site, such as `guide/pagination`. */
  path: string
  title: string
  description: string
  markdown: string
  /** The hash of the same place in the interactive reference. */
  hash: string
  /** The order of the pages, for the links to the next and the previous one. */
  previous?: StaticPage | undefined
  next?: StaticPage | undefined
}

const markdownIt = new MarkdownIt({ html: true })
markdownIt.renderer.rules.heading_open = (tokens, index, options, _, self) => {
  tokens[index]?.attrSet('id', anchor(tokens[index + 1]?.content ?? ''))
  return self.renderToken(tokens, index, options)
}
// A wide table scrolls, not the page.
markdownIt.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="region" aria-label="Table"><table>\n'
markdownIt.renderer.rules.table_close = () => '</table></div>\n'

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** @param site The address of the site, such as `https://docs.example.org/`, if it is known. */
export function formatStaticPage(page: StaticPage, site: URL | undefined): string {
  const { path, title, description, markdown, hash, previous, next } = page
  const root = '../'.repeat(path.split('/').length)
  const link = (to: StaticPage | undefined, label: string, rel: string) =>
    to ? `<a rel="${rel}" href="${root}${to.path}/index.html">${label}: ${escapeHtml(to.title)}</a>` : ''
  const body = `<header><nav aria-label="Site">
<a href="${root}guide/index.html">All pages</a> <a href="${root}index.html${hash}">Interactive reference</a> <a href="${root}try/index.html">Try it out</a>
</nav></header>
<main>
${markdownIt.render(`# ${title}\n\n${markdown}`)}</main>
<footer><nav aria-label="Pages">${link(previous, 'Previous', 'prev')} ${link(next, 'Next', 'next')}</nav></footer>`
  return formatHtml({ title: `${title} · Billit API`, description, path: `${path}/`, body, site })
}

interface Html {
  title: string
  description: string
  /** The path on the site. */
  path: string
  body: string
  site: URL | undefined
}

export function formatHtml({ title, description, path, body, site }: Html): string {
  const address = site && escapeHtml(new URL(path, site).href)
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashSource(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(description)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:type" content="article">
<meta property="og:title" content="${escapeHtml(title)}">
<meta property="og:description" content="${escapeHtml(description)}">
${address ? `<meta property="og:url" content="${address}">\n<link rel="canonical" href="${address}">\n` : ''}<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
  return html.includes('<div lang="el">') ? html : markGreekHtml(html)
}
