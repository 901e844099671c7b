import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { DOCS_FLAGS } from '../../src/cli/docs-command.ts'
import { EXPORT_FLAGS } from '../../src/cli/export-flags.ts'
import { MOCK_FLAGS } from '../../src/cli/mock-flags.ts'
import { VERIFY_FLAGS } from '../../src/cli/verify-command.ts'
import { runProgram } from './program.ts'

describe('help', () => {
  test('of billit names the commands, and is what billit alone prints', async () => {
    const { code, stdout, stderr } = await runProgram(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('  docs  ')
    expect(stdout).toContain('  export  ')
    expect(stdout).toContain('  mock  ')
    expect(stdout).toContain('  verify  ')
    expect(widest(stdout)).toBeLessThanOrEqual(80)
    expect((await runProgram([])).stdout).toBe(stdout)
    expect((await runProgram(['-h'])).stdout).toBe(stdout)
  })

  test.each([
    ['docs', DOCS_FLAGS],
    ['export', EXPORT_FLAGS],
    ['mock', MOCK_FLAGS],
    ['verify', VERIFY_FLAGS],
  ])('of %s has every flag', async (command, flags) => {
    const { code, stdout, stderr } = await runProgram([command, '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const named = stdout.match(/^ {2}(?:-\w, )?--[a-z-]+/gm)?.map((line) => line.replace(/.*--/, ''))
    expect(named?.sort()).toEqual(Object.keys(flags).sort())
    expect(widest(stdout)).toBeLessThanOrEqual(80)
  })
})

test('--version is that of the package', async () => {
  expect(await runProgram(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})

test.each([
  ['mok', "billit has no command 'mok': did you mean 'mock'?"],
  ['constructor', "billit has no command 'constructor': see billit --help."],
  ['--mock', 'billit has no flag --mock: see billit --help.'],
  ['--version mock', "billit does not take 'mock': see billit --help."],
  ['mock --prot 80', 'billit-io mock has no flag --prot: did you mean --port?'],
  ['mock -q', 'billit-io mock has no flag -q: see billit-io mock --help.'],
  ['mock --constructor', 'billit-io mock has no flag --constructor: see billit-io mock --help.'],
  ['mock 8080', "billit-io mock does not take '8080': see billit-io mock --help."],
  ['mock --quiet=no', 'billit-io mock takes no value for --quiet: see billit-io mock --help.'],
  ['mock --port', 'billit-io mock needs a value after --port: see billit-io mock --help.'],
  ['mock --host=', 'billit-io mock needs a value after --host: see billit-io mock --help.'],
  ['docs --prot 80', 'billit-io docs has no flag --prot: did you mean --port?'],
  ['docs openapi.json', "billit-io docs does not take 'openapi.json': see billit-io docs --help."],
  ['docs --spec', 'billit-io docs needs a value after --spec: see billit-io docs --help.'],
  ['docs --spec nowhere.yaml', "--spec must be a file: there is no 'nowhere.yaml'."],
  ['docs --port x', "--port must be a whole number from 0 to 65535, not 'x'."],
  ['mock --port 65536', "--port must be a whole number from 0 to 65535, not '65536'."],
  ['mock --port --quiet', "--port must be a whole number from 0 to 65535, not '--quiet'."],
  ['mock --seed 1.5', "--seed must be a whole number from 0 to 9007199254740991, not '1.5'."],
  ['mock --rows -1', "--rows must be a whole number from 0 to 100000, not '-1'."],
  ['mock --latency 1s', "--latency must be milliseconds such as 200, or a range such as 100-400, up to 60000, not '1s'."],
  ['mock --latency 9-8', "--latency must be milliseconds such as 200, or a range such as 100-400, up to 60000, not '9-8'."],
  ['mock --fault-rate 5%', "--fault-rate must be a number from 0 to 1 such as 0.05, not '5%'."],
  ['mock --fault-rate 1.01', "--fault-rate must be a number from 0 to 1 such as 0.05, not '1.01'."],
  ['mock --examples --seed 1', '--examples replaces the invented records, so it cannot be used with --seed or --rows.'],
  ['mock --rows 9 --examples', '--examples replaces the invented records, so it cannot be used with --seed or --rows.'],
  ['export', 'billit-io export needs --to: see billit-io export --help.'],
  ['export billit.db', "billit-io export does not take 'billit.db': see billit-io export --help."],
  [
    'export --to billit.csv',
    "An export goes to a SQLite file such as billit.db, a folder such as billit/, or postgres://…, not to 'billit.csv'.",
  ],
  ['export --to a.db --environment live', "--environment must be sandbox or production, not 'live'."],
  ['export --to a.db --rate-limit 0', "--rate-limit must be a number of requests a minute, or off, not '0'."],
  ['export --to a.db --since 2026-02-30', "--since must be a day such as 2026-01-31, not '2026-02-30'."],
  ['export --to a.db --csv-separator |', "--csv-separator must be , or ; or tab, not '|'."],
  ['export --to a.db --rate-limit-store localhost', '--rate-limit-store must be an address such as redis://localhost:6379.'],
  ['export --to a.db --resources tags --pdfs x', '--pdfs are those of invoices, so --resources must name invoices too.'],
  [
    'export --to a.db --resources invoice',
    "--resources must be some of contacts, customers, suppliers, products, tags, invoices, ocps, payments, purchases, not 'invoice'.",
  ],
  ['verify --environment prod', "--environment must be sandbox or production, not 'prod'."],
  ['verify --base-url localhost', '--base-url must be an address such as http://127.0.0.1:4010/v1.'],
  [
    'verify --base-url https://API.billit.io./v1',
    '--base-url is for a mock or a proxy: for Billit itself, use --environment sandbox or production.',
  ],
  ['verify --write --yes --environment production', '--write makes records, so it is for the sandbox only.'],
  [
    'verify --write --yes --base-url https://proxy.example/v1',
    '--write makes records, so it is for the sandbox, or an address of this machine.',
  ],
  ['verify --write', '--write asks first, and nobody can answer here: add --yes.'],
  ['verify --yes', '--yes goes with --write: nothing else asks.'],
  ['verify --token abc', 'billit-io verify has no flag --token: see billit-io verify --help.'],
])('billit %s is refused in one sentence', async (args, sentence) => {
  expect(await runProgram(args.split(' '))).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` })
})

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))
