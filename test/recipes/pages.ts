/** Reads the recipes of the guide. Each of their code blocks is a file, and its first line is a comment with the file's path. */
import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../../spec/guide/sdk/recipes/', import.meta.url)

export interface Recipe {
  /** The name of the page's file, without its extension. */
  name: string
  text: string
  files: RecipeFile[]
}

export interface RecipeFile {
  /** The path in the reader's project. */
  path: string
  source: string
}

/** The languages of the blocks that are files. The other blocks are commands and their output. */
const FILES = /^```(?:ts|tsx|js|json|yaml|docker)\n(.*?)^```$/gms
/** Such as `// app/page.tsx` or `# compose.yaml`. A space and a remark may follow. */
const PATH = /^(?:\/\/|#) ([\w.[\]/-]+\.\w+|Dockerfile)(?: .*)?\n/

export const recipes: Recipe[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8')
    return { name: name.replace('.md', ''), text, files: readFiles(text) }
  })

/** @throws Error if a block does not name its file. */
export function readFiles(markdown: string): RecipeFile[] {
  return [...markdown.matchAll(FILES)].map(([, source = '']) => {
    const [, path] = PATH.exec(source) ?? []
    if (!path) throw new Error(`The first line of this block is not a comment with the path of a file:\n${source}`)
    return { path, source }
  })
}

/** The packages that the files of a recipe import, without the modules of Node. */
export function importedPackages({ files }: Pick<Recipe, 'files'>): string[] {
  const specifiers = files.flatMap(({ source }) =>
    [...source.matchAll(/(?:^import|^export|from) '([^'.][^']*)'/gm)].map(([, specifier = '']) => specifier),
  )
  const names = specifiers
    .filter((each) => !each.startsWith('node:'))
    .map((each) => /^(?:@[^/]+\/)?[^/]+/.exec(each)?.[0] ?? each)
  return [...new Set(names)].sort()
}

/** The packages in the `npm install` commands of a page. */
export const installedPackages = (markdown: string): string[] =>
  [...markdown.matchAll(/^npm install (?:--save-dev )?([^#\n]+)/gm)].flatMap(([, names = '']) => names.trim().split(' '))
