import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** The page's script and style, built for browsers. */
export interface TryAssets {
  script: string
  style: string
}

export interface TryBundle extends TryAssets {
  /** The files that they are built from. */
  files: string[]
}

const resolveSource = (path: string): string => fileURLToPath(new URL(`./try/${path}`, import.meta.url))

/** Builds the page's script and style from source. Used only in a clone: the package contains them already built. */
export async function bundleTryAssets(): Promise<TryBundle> {
  const build = await rolldown({
    input: resolveSource('main.tsx'),
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': "'production'" }, jsx: { runtime: 'automatic', importSource: 'preact' } },
  })
  const { output } = await build.generate({ format: 'iife', minify: true, comments: false })
  await build.close()
  const layout = createRequire(import.meta.url).resolve('prism-code-editor/layout.css')
  const [layoutStyle, pageStyle] = await Promise.all([layout, resolveSource('style.css')].map((file) => readFile(file, 'utf8')))
  return { script: output[0].code, style: `${layoutStyle}\n${pageStyle}`, files: [layout, ...output[0].moduleIds] }
}
