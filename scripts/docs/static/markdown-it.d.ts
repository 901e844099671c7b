/** The part of markdown-it that the static pages use: the package has no types. */
declare module 'markdown-it' {
  interface Token {
    content: string
    attrSet(name: string, value: string): void
  }
  type Rule = (tokens: Token[], index: number, options: object, env: object, self: { renderToken: Renderer }) => string
  type Renderer = (tokens: Token[], index: number, options: object) => string
  export default class MarkdownIt {
    constructor(options: { html: boolean })
    renderer: { rules: Record<string, Rule> }
    render(markdown: string): string
  }
}
