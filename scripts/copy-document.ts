/**
 * The last step of the build. Adds files to `dist/`: the OpenAPI document as JSON and YAML (`billit-io/openapi.json` and `.yaml`),
 * the guide for coding agents, the security policy, the licences of bundled code, and the script and style from which
 * `billit-io docs` builds the page "Try it out". Also makes the declarations portable.
 */
import { copyFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleTryAssets } from '../src/reference/try-bundle.ts'
import { bundle } from './bundle.ts'
import { findPackages, formatNotices, listBundledFiles, NOTICES } from './notices.ts'
import { makeTypesPortable } from './portable-types.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

copyFileSync('generated/openapi.json', 'dist/openapi.json')
await bundle('dist/openapi.yaml')

copyFileSync('scripts/docs/SKILL.md', 'dist/SKILL.md')
const { script, style, files } = await bundleTryAssets()
writeFileSync('dist/try.js', script)
writeFileSync('dist/try.css', style)
writeFileSync(`dist/${NOTICES}`, formatNotices(findPackages([...listBundledFiles('dist'), ...files])))
copyFileSync('.github/SECURITY.md', 'dist/SECURITY.md')

makeTypesPortable()
