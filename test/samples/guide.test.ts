/** The curl of the guide, the text at the head of the document: each block is run. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useSamples } from './run.ts'

/** In the order of the guide. A new block needs an entry. */
const EXPECTED = ['checkCredentials', 'getAccount', 'listContacts']

const { runShell } = useSamples()
const guide = readFileSync(new URL('../../spec/description.md', import.meta.url), 'utf8')
const blocks = [...guide.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, source = '']) => source)

test('the curl of the guide', async () => {
  const ran = []
  for (const source of blocks.filter((block) => block.trimStart().startsWith('curl '))) ran.push(await runShell(source))
  expect(ran.map(({ operations }) => operations)).toEqual(EXPECTED.map((operation) => [operation]))
})
