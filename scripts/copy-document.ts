/**
 * The last step of the build. Adds files to `dist/`: the OpenAPI document as JSON and YAML (`billit-io/openapi.json` and `.yaml`),
 * the guide for coding agents, the security policy, the pages that `billit-io docs` serves, the packages of the mock, and the
 * licences of all bundled code. Also makes the declarations portable.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildOwnPages } from '../src/reference/own-pages.ts'
import { bundleTryAssets } from '../src/reference/try-bundle.ts'
import { bundle } from './bundle.ts'
import { findPackages, formatNotices, listBundledFiles, NOTICES } from './notices.ts'
import { makeTypesPortable } from './portable-types.ts'
import { bundleVendor } from './vendor.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

copyFileSync('generated/openapi.json', 'dist/openapi.json')
await bundle('dist/openapi.yaml')

copyFileSync('scripts/docs/SKILL.md', 'dist/SKILL.md')
copyFileSync('.github/SECURITY.md', 'dist/SECURITY.md')

rmSync('dist/reference', { recursive: true, force: true })
mkdirSync('dist/reference', { recursive: true })
await buildOwnPages('dist/openapi.json', 'dist/reference')

const vendored = await bundleVendor('dist/vendor')
const { files } = await bundleTryAssets()
const packages = findPackages([...listBundledFiles('dist'), ...vendored, ...files])
writeFileSync(`dist/${NOTICES}`, formatNotices([...packages, 'node_modules/@redocly/cli']))

makeTypesPortable()
