/** Runs the curl blocks of the guide, and the first invoice of its introduction. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { introduction } from './pages.ts'
import { useSamples } from './run.ts'
import { testBlocks } from './run-blocks.ts'

/** The operation of each block, in the order of the guide. */
const EXPECTED = ['checkCredentials', 'getAccount', 'listContacts']

const { runShell, runTypeScript } = useSamples()
const FOLDER = new URL('../../spec/', import.meta.url)
const files = [
  'description.md',
  ...readdirSync(new URL('guide/', FOLDER), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `guide/${name}`),
]
const guide = files.map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n')
const blocks = [...guide.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, source = '']) => source)

test('runs the curl blocks of the guide', async () => {
  const ran = []
  for (const source of blocks.filter((block) => block.trimStart().startsWith('curl '))) ran.push(await runShell(source))
  expect(ran.map(({ operations }) => operations)).toEqual(EXPECTED.map((operation) => [operation]))
})

testBlocks(
  introduction,
  [
    {
      heading: 'Getting started',
      operations: ['getAccount', 'listContacts', 'createInvoice'],
      stdout: /^Invoice 133, created: http:\/\/127\.0\.0\.1:\d+\/invoice\/\S+\n$/,
    },
  ],
  runTypeScript,
)
