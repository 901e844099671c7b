import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPackages, formatNotices } from '../../scripts/notices.ts'
import { bundleVendor } from '../../scripts/vendor.ts'
import { bundleTryAssets } from '../../src/reference/try-bundle.ts'

test('finds the package of each bundled file', () => {
  const files = ['../node_modules/ofetch/dist/index.mjs', '/a/node_modules/@b/c/node_modules/@d/e/x.js', '../src/index.ts']
  expect(findPackages(files)).toEqual(['node_modules/ofetch', 'node_modules/@b/c/node_modules/@d/e'])
})

test('the notices contain the licence of every package in the page "Try it out", and of the generated client', async () => {
  const packages = findPackages((await bundleTryAssets()).files)
  const sections = formatNotices(packages)
    .split(`${'-'.repeat(80)}\n`)
    .slice(1)
  expect(sections.map((section) => section.split(' ')[0])).toEqual(
    expect.arrayContaining([
      '@cfworker/json-schema',
      '@hey-api/openapi-ts',
      'jsonc-parser',
      'ofetch',
      'preact',
      'prism-code-editor',
    ]),
  )
  for (const section of sections) {
    expect(section).toMatch(/copyright \(c\)/i)
    expect(section).toContain('The above copyright notice and this permission notice')
  }
})

test('the notices contain the licence of every package of the mock, in the version that is bundled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-vendor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const notices = formatNotices(findPackages(await bundleVendor(folder)))
  for (const name of ['@stoplight/prism-http', '@faker-js/faker', 'pdfkit', 'dejavu-fonts-ttf', 'lodash', 'ajv']) {
    const { version } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'))
    expect(notices).toContain(`\n${name} ${version}`)
  }
  expect(notices).toContain('Bitstream')
  expect(notices).not.toMatch(/postman|undefined\)/)
})

test('a package without a known licence fails the build', () => {
  expect(() => formatNotices(['no-such-package'])).toThrow()
})
