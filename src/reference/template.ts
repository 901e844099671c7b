import { THEME } from './theme.ts'

/** The Handlebars template for Redocly. `STATIC-PAGES` is replaced by a link to them, if there are any. `SCRIPT-HASHES` is replaced last, once all scripts are in the page. */
export const TEMPLATE = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src SCRIPT-HASHES; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'">
  <title>{{title}}</title>
  <meta name="description" content="Reference of the Billit.io invoicing API, with samples in TypeScript and curl.">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath d='M6 2h20v28l-5-3-5 3-5-3-5 3z' fill='%230b6b61'/%3E%3Cpath d='M11 10h10M11 15h10M11 20h6' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E">
  {{{redocHead}}}
  <style>${THEME}</style>
</head>
<body>
  <noscript><p style="padding: 16px">Without JavaScript, this page has only its first section. STATIC-PAGES</p></noscript>
  {{{redocHTML}}}
</body>
</html>
`
