/** The curl of the guide, the text at the head of the document and its pages: each block is run. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useSamples } from './run.ts'

/** In the order of the guide. A new block needs an entry. */
const EXPECTED = ['checkCredentials', 'getAccount', 'listContacts']

const { runShell } = useSamples()
const FOLDER = new URL('../../spec/', import.meta.url)
const files = ['description.md', ...readdirSync(new URL('guide/', FOLDER)).map((name) => `guide/${name}`)]
const guide = files.map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n')
const blocks = [...guide.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, source = '']) => source)

test('the curl of the guide', async () => {
  const ran = []
  for (const source of blocks.filter((block) => block.trimStart().startsWith('curl '))) ran.push(await runShell(source))
  expect(ran.map(({ operations }) => operations)).toEqual(EXPECTED.map((operation) => [operation]))
})
