/** Writes the static pages of the site, and the files that search engines and other readers without scripts look for. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Spec } from '../document.ts'
import { formatHtml, formatStaticPage } from './html.ts'
import { staticPages } from './pages.ts'

/** @param site The address of the site. Without it, the pages have no canonical address, and there is no site map. */
export async function buildStaticPages(spec: Spec, folder: string, site: URL | undefined): Promise<void> {
  const pages = staticPages(spec)
  for (const page of pages) {
    await mkdir(join(folder, page.path), { recursive: true })
    await writeFile(join(folder, page.path, 'index.html'), formatStaticPage(page, site))
  }
  await writeFile(join(folder, '404.html'), notFoundPage(site))
  await writeFile(join(folder, 'robots.txt'), robots(site))
  if (site) await writeFile(join(folder, 'sitemap.xml'), sitemap(['', ...pages.map(({ path }) => `${path}/`)], site))
}

/** Servers send this page for any path, so its links start at the root of the site. */
function notFoundPage(site: URL | undefined): string {
  const root = site?.pathname ?? '/'
  const body = `<main>
<h1>Page not found</h1>
<p>See <a href="${root}guide/index.html">all pages</a>, or search the <a href="${root}index.html">reference</a>.</p>
</main>`
  return formatHtml({
    title: 'Page not found · Billit API',
    description: 'This page does not exist.',
    path: '404.html',
    body,
    site,
  })
}

const robots = (site: URL | undefined): string =>
  `User-agent: *\nAllow: /\n${site ? `\nSitemap: ${new URL('sitemap.xml', site).href}\n` : ''}`

const sitemap = (paths: string[], site: URL): string => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => `<url><loc>${new URL(path, site).href}</loc></url>`).join('\n')}
</urlset>
`
