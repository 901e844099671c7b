/** The style of the static pages, on screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --link: light-dark(#0b6b61, #7fd3c6); --line: light-dark(#dde3e1, #35403e); --code: light-dark(#f1f4f3, #1c2322) }
body { margin: 0 auto; padding: 0 16px 48px; max-width: 46rem; font: 16px/1.6 system-ui, sans-serif; color: light-dark(#26302f, #d6dddb); background: light-dark(#fff, #121716) }
header, footer { padding: 16px 0; border-bottom: 1px solid var(--line) }
footer { border: 0; border-top: 1px solid var(--line) }
nav { display: flex; flex-wrap: wrap; gap: 8px 24px }
a { color: var(--link) }
h1, h2, h3 { line-height: 1.25 }
:is(h1, h2, h3, li, p, code) { overflow-wrap: anywhere }
code, pre { font: 14px/1.5 ui-monospace, monospace }
code { background: var(--code); border-radius: 3px; padding: 1px 4px }
pre { background: var(--code); border-radius: 6px; padding: 12px; white-space: pre-wrap; overflow-wrap: anywhere }
pre code { background: none; padding: 0 }
.table { overflow-x: auto }
table { border-collapse: collapse }
th, td { padding: 6px 12px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
td code { overflow-wrap: normal }
ul { padding-left: 1.25rem }
@media print { header, footer { display: none } body { max-width: none } pre, tr { break-inside: avoid } }
`
