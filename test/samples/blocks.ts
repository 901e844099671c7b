/** A TypeScript block of a Markdown text. */
export interface Block {
  /** The heading above it. */
  heading: string
  source: string
}

export function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let language: string | undefined
  // A block inside a list is indented.
  let indent = 0
  for (const line of markdown.split('\n')) {
    const fence = /^( *)```(\w*)$/.exec(line)
    if (fence) {
      indent = fence[1]?.length ?? 0
      language = language === undefined ? fence[2] : undefined
      if (language === 'ts') blocks.push({ heading, source: '' })
    } else if (language === undefined) heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading
    else if (language === 'ts') (blocks.at(-1) as Block).source += `${line.slice(indent)}\n` // pushed at the fence
  }
  return blocks
}

/** Adds the import of `Billit` and a client to a block that uses them from an earlier one. */
export function withClient(source: string): string {
  const imports = /import \{[^}]*\bBillit\b/.test(source) ? '' : "import { Billit } from 'billit-io'\n"
  const client = source.includes('const billit =') ? '' : 'const billit = new Billit()\n'
  return `${imports}${client}${source}`
}
