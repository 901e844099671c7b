/** The page's own colours and sizes. The rest is Redoc's: https://redocly.com/docs/realm/branding/css-variables */
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

html.dark {
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

/* Redoc's own colours are too pale to read on white. */
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

/* Lines that are wrapped end before the edge, and the first one before the button that lies on it. */
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

/* The way to the page that sends requests. */
a[href^="try/"] {
  display: inline-block;
  padding: 4px 14px;
  border: 1px solid var(--link-color-primary);
  border-radius: 6px;
  font-weight: 600;
  text-decoration: none;
}

/* In the list of operations, badges would be cut and hide the names. */
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

/* The maker's name is drawn for a light page. */
html.dark img[src*="Redocly"] {
  filter: brightness(2.5);
}

/* A code is read as a whole. */
.md-table-wrapper td:first-child code {
  white-space: nowrap;
}

/* On a narrow screen a table fits, since one that scrolls sideways cannot be reached with a keyboard. */
@media (max-width: 600px) {
  .md-table-wrapper table {
    width: 100%;
    font-size: 12px;
  }

  .md-table-wrapper :is(td, th) {
    padding: 4px;
    overflow-wrap: anywhere;
  }
}
`
