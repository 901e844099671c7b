/**
 * A step of the build: makes the declarations of `dist/` independent of the types that a project has. They import the globals of
 * the web from `platform.d.ts`, and do not need the package undici.
 */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import ts from 'typescript'

const DIST = 'dist'
const PLATFORM = 'scripts/platform.d.ts'

export function makeTypesPortable(): void {
  const globals = exportsOf(readFileSync(PLATFORM, 'utf8'))
  const files = readdirSync(DIST).filter((name) => /\.d\.c?ts$/.test(name) && !name.startsWith('platform.'))
  for (const name of files) {
    const text = withoutUndici(readFileSync(`${DIST}/${name}`, 'utf8'), name).replaceAll(
      'typeof globalThis.fetch',
      'typeof fetch',
    )
    const used = globalsIn(text, globals)
    const from = name.endsWith('.cts') ? './platform.cjs' : './platform.js'
    const imports = used.length > 0 ? `import type { ${used.join(', ')} } from "${from}";\n` : ''
    writeFileSync(`${DIST}/${name}`, imports + text)
  }
  for (const name of ['platform.d.ts', 'platform.d.cts']) copyFileSync(PLATFORM, `${DIST}/${name}`)
}

/** The type of one option of ofetch is undici's. Another differs from that of the runtimes under `exactOptionalPropertyTypes`. */
function withoutUndici(declarations: string, name: string): string {
  const text = declarations
    .replace(/^import \* as undici from "undici";\n/m, '')
    .replaceAll(/InstanceType<typeof undici\.Dispatcher>|FetchOptions\['dispatcher'\]/g, 'Dispatcher')
    .replace('duplex?: "half" | undefined;', 'duplex?: "half";')
  if (/["']undici["']|typeof undici/.test(text)) throw new Error(`dist/${name} still needs undici.`)
  return text
}

function exportsOf(declarations: string): Set<string> {
  const names = declarations.matchAll(/^export (?:declare const|type) (\w+)/gm)
  return new Set(Array.from(names, ([, name = '']) => name))
}

/** Returns the globals that declarations refer to, sorted. */
function globalsIn(declarations: string, globals: Set<string>): string[] {
  const used = new Set<string>()
  const visit = (node: ts.Node): void => {
    const name = referredName(node)
    if (name !== undefined && globals.has(name)) used.add(name)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('index.d.ts', declarations, ts.ScriptTarget.Latest))
  return [...used].sort()
}

/** The name in a type, `typeof` or `extends`. */
function referredName(node: ts.Node): string | undefined {
  const name = ts.isTypeReferenceNode(node)
    ? node.typeName
    : ts.isTypeQueryNode(node)
      ? node.exprName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined
  return name && ts.isIdentifier(name) ? name.text : undefined
}
