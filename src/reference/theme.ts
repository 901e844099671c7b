/** The page's colours and sizes. All others are Redoc's: https://redocly.com/docs/realm/branding/css-variables */
export const THEME = `:root {
  --color-brand-1: #e6f4f1;
  --color-brand-2: #d3ece7;
  --color-brand-3: #a9d8cf;
  --color-brand-4: #7fc2b6;
  --color-brand-6: #0b6b61;
  --color-brand-7: #0a5d55;
  --color-brand-8: #0a5d55;
  --color-brand-9: #073f3a;
  --link-color-primary: #0b6b61;
  --link-color-primary-hover: #073f3a;
  --link-color-visited: #0b6b61;
  --text-color-secondary: #26302f;
  --text-color-description: #4a5654;
  --text-color-helper: #5a6664;
  --border-color-secondary: #dde3e1;
  --layer-color: #f6f8f7;
  --font-size-base: 15px;
  --line-height-base: 1.6;
  --h1-font-size: 32px;
  --h2-font-size: 25px;
  --h3-font-size: 20px;
  --code-font-size: 12.5px;
  --code-line-height: 1.55;
  --code-wrap: pre-wrap;
  --md-content-max-width: 44rem;
  --input-content-placeholder-color: #5f6a68;
  color-scheme: light;
}

/* Redoc sets some of these for a dark page. */
:root.dark {
  --color-brand-1: #12302c;
  --color-brand-2: #18403b;
  --color-brand-3: #1f5a52;
  --color-brand-4: #2b7a70;
  --color-brand-6: #63c4b6;
  --color-brand-7: #7fd3c6;
  --color-brand-8: #7fd3c6;
  --color-brand-9: #a6e3d9;
  --link-color-primary: #7fd3c6;
  --link-color-primary-hover: #a6e3d9;
  --link-color-visited: #7fd3c6;
  --text-color-secondary: #d6dddb;
  --text-color-description: #b3bdbb;
  --text-color-helper: #a0aba8;
  --border-color-secondary: #35403e;
  --layer-color: #1c2322;
  --input-content-placeholder-color: #a0aba8;
  --text-color-disabled: #a0aba8;
  --tree-content-color-disabled: #a0aba8;
  color-scheme: dark;
}

body {
  margin: 0;
  background: var(--bg-color);
}

:focus-visible {
  outline: 2px solid var(--link-color-primary);
  outline-offset: 2px;
}

/* Redoc's colours have too little contrast on white. */
html.light {
  --text-color-disabled: #5a6664;
  --tree-content-color-disabled: #5a6664;
  --code-block-tokens-class-name-color: #8a4a0b;
  --code-block-tokens-function-color: #8a4a0b;
  --code-block-tokens-operator-color: #8a4a0b;
  --code-block-tokens-regex-color: #8a4a0b;
  --code-block-tokens-keyword-color: #a3126d;
  --code-block-tokens-boolean-color: #136a4d;
  --code-block-tokens-property-string-color: #1f4c99;
  --code-block-tokens-link-color: #1f4c99;
  --badge-deprecated-bg-color: #8a4a0b;
  --badge-deprecated-text-color: #ffffff;
}
html.light .tag-get {
  --tag-color: #0d7040;
}
html.light .tag-post {
  --tag-color: #1d4fc4;
}
html.light .tag-put {
  --tag-color: #8a5200;
}
html.light .tag-delete {
  --tag-color: #b90836;
}

/* Keeps wrapped lines off the edge, and the first line clear of the copy button. */
pre[class] {
  padding-right: 20px;
}
pre,
pre code {
  font-size: var(--code-font-size);
}
.panel-request-samples pre::before {
  content: "";
  float: right;
  width: 24px;
  height: 1.5em;
}

/* The copy button that code-blocks.ts adds to the guide's code blocks. */
pre[data-language] {
  position: relative;
  padding-right: 40px;
}
pre[data-language] > button {
  position: absolute;
  top: 4px;
  right: 4px;
  width: 28px;
  height: 28px;
  padding: 0;
  border: 0;
  border-radius: 4px;
  background: none;
  color: inherit;
  cursor: pointer;
}
pre[data-language] > button:hover {
  background: var(--border-color-secondary);
}
pre[data-language] > button::before {
  content: "";
  display: block;
  height: 100%;
  background: currentColor;
  mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000'%3E%3Cpath d='M5.5 1.5h7v9h-7zM3.5 4.5v9h7'/%3E%3C/svg%3E") center / 16px no-repeat;
}
pre[data-language] > button[aria-label="Copied"]::before {
  mask-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000' stroke-width='2'%3E%3Cpath d='M2 8l4 4 8-9'/%3E%3C/svg%3E");
}

/* Links to the page that sends requests look like buttons. */
a[href^="try/"] {
  display: inline-block;
  padding: 4px 14px;
  border: 1px solid var(--link-color-primary);
  border-radius: 6px;
  font-weight: 600;
  text-decoration: none;
}

/* Pages of the guide have no samples, so they can be wider. */
[data-testid="middle-panel"]:has([data-component-name="Markdown/Markdown"]):has(+ :empty) {
  width: 100%;
  max-width: 52rem;
}
[data-testid="middle-panel"]:has([data-component-name="Markdown/Markdown"]) + :empty {
  display: none;
}

/* Without this, a heading beside a button breaks within a word. */
#redoc :is(h1, h2, h3) {
  min-width: min-content;
  overflow-wrap: normal;
  word-break: normal;
}

/* In the list of operations, badges are cut off and cover the names. */
.menu-content [data-component-name="Tag/Tag"] {
  display: none;
}
[data-component-name="Tag/Tag"] {
  text-transform: none;
}
h2 [data-component-name="Tag/Tag"] {
  border: 1px solid currentColor;
  color: light-dark(#8a5200, #f0b65c);
  background: none;
}

/* The names of fields and the words that a search has found have too little contrast. */
#redoc .schema-name {
  color: var(--text-color-secondary);
}
[data-component-name="Search/SearchItem"] span > span {
  color: var(--link-color-primary);
  font-weight: 600;
}

/* The skip link is visible only while it has the focus. */
.skip-link {
  position: fixed;
  top: 8px;
  left: -100vw;
  z-index: 1000;
  padding: 8px 16px;
  background: var(--bg-color);
  color: var(--link-color-primary);
}
.skip-link:focus {
  left: 8px;
}
main:focus,
:is(h1, h2, h3)[tabindex="-1"]:focus:not(:focus-visible) {
  outline: none;
}

@media print {
  .skip-link,
  a[href^="try/"],
  pre[data-language] > button {
    display: none;
  }
  #redoc pre {
    white-space: pre-wrap;
  }
  /* Sections that are not rendered yet keep their place on the screen. */
  [data-section-id]:empty {
    display: none !important;
  }
  #api-content * {
    min-height: 0 !important;
  }
  /* Samples are printed to their end. On the screen they scroll, which leaves an empty page here. */
  main * {
    max-height: none !important;
    overflow: visible !important;
  }
  main div:has(> [data-component-name="Panel/Panel"], > div > [data-component-name="Panel/Panel"]) {
    position: static !important;
  }
}

/* The Redocly logo is drawn for a light page. */
html.dark img[src*="Redocly"] {
  filter: brightness(2.5);
}

/* Codes and words do not break in the middle. */
.md-table-wrapper :is(td, th) {
  overflow-wrap: normal;
  word-break: normal;
}
.md-table-wrapper td:first-child code {
  white-space: nowrap;
}
/* URLs and other long codes may break: they can be wider than a narrow screen. */
.md-table-wrapper td:not(:first-child) code {
  overflow-wrap: anywhere;
}

@media (max-width: 600px) {
  :root {
    --h1-font-size: 28px;
    --h2-font-size: 22px;
  }

  #redoc .md-table-wrapper table {
    width: 100%;
    font-size: 13px;
  }
  #redoc .md-table-wrapper :is(td, th) {
    padding: 4px 6px;
  }

  /* Codes are beside their meaning, and the Greek is below the English. With four columns, the last two each take a full line. */
  #redoc .md-table-wrapper table:has(:is(th[data-label="Greek"], th:nth-child(4))) {
    display: grid;
    grid-template-columns: auto 1fr;

    :is(thead, tbody, tr) {
      display: grid;
      grid-column: 1 / -1;
      grid-template-columns: subgrid;
    }
    :is(td, th):first-child:nth-last-child(3) {
      grid-row: span 2;
    }
    :is(td, th):not(:last-child, :first-child:nth-last-child(3)) {
      border-bottom: 0;
    }
    :is(td, th):nth-child(n + 3) {
      grid-column: 1 / -1;
    }
    :is(td, th):nth-child(3):last-child {
      grid-column: 2;
    }
  }
}
`
