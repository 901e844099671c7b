/** Runs the README's recipes for MSW with the installed package. */
import { deepEqual } from 'node:assert/strict'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Mock, MockOptions } from '../../src/mock/index.ts'
import type { Check } from './checks.ts'
import { callInPage } from './page.ts'
import { CONSUMER, HERE, tool, versionOf } from './places.ts'
import { run } from './shell.ts'

type StartMock = (options?: MockOptions) => Promise<Mock>

export async function checkRecipes(startMock: StartMock): Promise<Check[]> {
  cpSync(join(HERE, 'recipes'), CONSUMER, { recursive: true })
  // MSW's command copies its worker into a page's public folder in the same way.
  cpSync(tool('msw/lib/mockServiceWorker.js'), join(CONSUMER, 'storybook/public/mockServiceWorker.js'))
  symlinkSync(tool('msw'), join(CONSUMER, 'node_modules/msw'), 'junction')
  const msw = `MSW ${versionOf('msw')}`
  return [
    await check(`${msw} with \`mock.fetch\`, in a Vitest test with jsdom`, testInJsdom),
    await check(`${msw} with \`npx billit-io mock\`, in a page`, () => testInPage(startMock)),
  ]
}

async function testInJsdom(): Promise<void> {
  const args = [tool('vitest/vitest.mjs'), 'run', '--root', CONSUMER, 'msw.test.mjs']
  const { ok, output } = await run(process.execPath, args, { cwd: CONSUMER })
  if (!ok) throw new Error(output)
}

async function testInPage(startMock: StartMock): Promise<void> {
  const mock = await startMock({ examples: true })
  try {
    deepEqual(await callInPage(join(CONSUMER, 'storybook'), 'createContacts', mock.url), {
      company: 'Πέτρινη Αυλή',
      refused: ['isCompany', 'customerType', 'country', 'company'],
      status: 422,
    })
    deepEqual(mock.rows('contacts')[0]?.company, 'Πέτρινη Αυλή')
  } finally {
    await mock.close()
  }
}

async function check(name: string, test: () => Promise<void>): Promise<Check> {
  try {
    await test()
    return { name }
  } catch (error) {
    return { name, failure: String(error) }
  }
}
