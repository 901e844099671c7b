/** The TypeScript of the README: each block is run, and does what the text around it says. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useSamples } from './run.ts'

interface Block {
  /** The heading that it stands under. */
  heading: string
  source: string
}

/** What each block asks for and prints, by its heading. A new block needs an entry. */
const EXPECTED: Record<string, { operations: string[]; stdout: RegExp }> = {
  'First invoice': {
    operations: ['getAccount', 'lookupVatId', 'createContact', 'createInvoice'],
    stdout: /^Invoice 133: http:\/\/127\.0\.0\.1:\d+\/invoice\/\S+\/pdf\n$/,
  },
  Lists: { operations: ['listInvoices', 'listInvoices', 'listContacts'], stdout: /^132\n131\n130\n129\n128\n$/ },
  'Greek invoices': {
    operations: ['getAccount'],
    stdout: /^true\nΤιμολόγιο Παροχής\n3716\nerror products\.0\.incomeClassificationCat\n$/,
  },
  'The bare layer': { operations: ['listTags'], stdout: /^$/ },
  // It starts a mock of its own, and has what it prints in a comment.
  'A Billit on localhost': { operations: [], stdout: /^11 204\ntrue 10 11\n$/ },
}

const { runTypeScript } = useSamples()
const blocks = blocksOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'))

test('the README has these blocks of TypeScript', () => {
  expect(blocks.map(({ heading }) => heading)).toEqual(Object.keys(EXPECTED))
})

test.concurrent.for(blocks)('$heading', async ({ heading, source }) => {
  const { operations, stdout, stderr } = await runTypeScript(complete(source))
  expect(stderr).toBe('')
  expect(operations).toEqual(EXPECTED[heading]?.operations)
  expect(stdout).toMatch(EXPECTED[heading]?.stdout ?? 'an entry in EXPECTED')
})

/** A block goes on from the first one, which has imported `Billit` and made a client. What it does not do itself is done for it. */
function complete(source: string): string {
  const imports = /import \{[^}]*\bBillit\b/.test(source) ? '' : "import { Billit } from 'billit-io'\n"
  const client = source.includes('const billit =') ? '' : 'const billit = new Billit()\n'
  return `${imports}${client}${source}`
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let language: string | undefined
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)$/.exec(line)
    if (fence) {
      language = language === undefined ? fence[1] : undefined
      if (language === 'ts') blocks.push({ heading, source: '' })
    } else if (language === undefined) heading = /^#+ (.+)$/.exec(line)?.[1] ?? heading
    else if (language === 'ts') (blocks.at(-1) as Block).source += `${line}\n` // pushed at the fence
  }
  return blocks
}
