/** Runs every TypeScript block of a page, each in its own folder and against its own mock. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBlocks } from './blocks.ts'
import { ORDERS } from './orders.ts'
import type { Page } from './pages.ts'
import type { Run } from './run.ts'

/** The requests of a block, by operationId, and its output. */
export interface Expected {
  heading: string
  operations: string[]
  stdout?: RegExp
}

/** A block that needs a database, a browser or a test runner. types.test.ts checks its types. */
export interface TypesOnly {
  heading: string
  typesOnly: true
}

/** Declares the tests of a page. `expected` has an entry for each block, in the order of the page. */
export function testBlocks({ name, text }: Page, expected: Array<Expected | TypesOnly>, runTypeScript: Run): void {
  const blocks = readBlocks(text)

  test(`${name} has an expectation for each block`, () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(expected.map(({ heading }) => heading))
  })

  const cases = expected.flatMap((each, index) => ('typesOnly' in each ? [] : [{ ...each, index }]))
  test.concurrent.for(cases)(`runs block $index of ${name}: $heading`, async (each, { onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), 'billit-page-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'orders.csv'), ORDERS)
    const { operations, stdout, stderr } = await runTypeScript(blocks[each.index]?.source ?? '', folder)
    expect(stderr).toBe('')
    expect(operations).toEqual(each.operations)
    expect(stdout).toMatch(each.stdout ?? /^$/)
  })
}
