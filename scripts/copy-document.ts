/**
 * Puts the document beside the built files, as JSON and as YAML: the entries `billit-io/openapi.json` and `.yaml`. And the script
 * and style of the page "Try it out", which `billit-io docs` makes the page of, and what a coding agent should know. And takes a
 * type of undici out of the declarations, which ofetch names: nobody has to install undici for it.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleTryAssets } from '../src/reference/try-bundle.ts'
import { bundle } from './bundle.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

copyFileSync('generated/openapi.json', 'dist/openapi.json')
await bundle('dist/openapi.yaml')

copyFileSync('scripts/docs/SKILL.md', 'dist/SKILL.md')
const { script, style } = await bundleTryAssets()
writeFileSync('dist/try.js', script)
writeFileSync('dist/try.css', style)

const declarations = 'dist/client.d.ts'
const withoutUndici = readFileSync(declarations, 'utf8')
  .replace(/^import \* as undici from "undici";\n/m, '')
  .replaceAll('InstanceType<typeof undici.Dispatcher>', 'object')
if (/["']undici["']|typeof undici/.test(withoutUndici)) throw new Error(`${declarations} still needs undici.`)
writeFileSync(declarations, withoutUndici)
