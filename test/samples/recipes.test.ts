/** Checks the pages of the recipes. `npm run test:package` runs their code. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ADDRESS_LINKS, pageAddress } from '../../scripts/docs/addresses.ts'
import { SDK_GROUPS, type Spec, tagsIn } from '../../scripts/docs/document.ts'
import { readDocument } from '../../src/tools/document.ts'
import { importedPackages, installedPackages, recipes } from '../recipes/pages.ts'

// The mock's type of a document lacks the tags.
const spec = readDocument() as unknown as Spec

/** The packages of the test project, with their own. Wrangler deploys the Worker: its test runs in Wrangler's runtime, Miniflare. */
const lock: { packages: object } = JSON.parse(
  readFileSync(new URL('../recipes/tools/package-lock.json', import.meta.url), 'utf8'),
)
const known = ['billit-io', 'wrangler', ...Object.keys(lock.packages).map((path) => path.replace('node_modules/', ''))]

test('every recipe is a page of the document, and every page of the group is a recipe', () => {
  const pages = tagsIn(spec, SDK_GROUPS.recipes).map(({ description }) => description.trim())
  expect(pages.sort()).toEqual(recipes.map(({ text }) => text.trim()).sort())
})

describe.each(recipes)('$name', (recipe) => {
  test('has a program that runs it', () => {
    const programs = ['ts', 'tsx'].map((extension) => new URL(`../recipes/${recipe.name}.recipe.${extension}`, import.meta.url))
    expect(programs.filter((program) => existsSync(program))).toHaveLength(1)
  })

  test('installs each package that its code imports', () => {
    const installed = installedPackages(recipe.text)
    // Some packages have only types.
    const missing = importedPackages(recipe).filter((name) => !installed.includes(name) && !installed.includes(`@types/${name}`))
    expect(missing).toEqual([])
  })

  test('installs only packages that the tests run with', () => {
    const installed = installedPackages(recipe.text)
    expect(installed.length).toBeGreaterThan(0)
    expect(known).toEqual(expect.arrayContaining(installed))
  })

  test('links to existing pages', () => {
    const pages = spec.tags.map(({ name }) => pageAddress(name))
    const links = [...recipe.text.matchAll(ADDRESS_LINKS)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(0)
    expect(pages).toEqual(expect.arrayContaining(links))
  })

  test('has no line that is wider than a screen', () => {
    const lines = recipe.files.flatMap(({ source }) => source.split('\n'))
    expect(lines.filter((line) => line.length > 130)).toEqual([])
  })
})
