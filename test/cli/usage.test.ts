import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { flagsOf } from '../../src/cli/command.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runProgram } from './program.ts'

describe('--help', () => {
  test('lists the commands, as billit-io without arguments does', async () => {
    const { code, stdout, stderr } = await runProgram(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name, summary } of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'))
    expect(widest(stdout)).toBeLessThanOrEqual(80)
    expect((await runProgram([])).stdout).toBe(stdout)
    expect((await runProgram(['-h'])).stdout).toBe(stdout)
  })

  test.each(COMMANDS)('lists every flag of $name, also as a word', async (command) => {
    const { code, stdout, stderr } = await runProgram([...command.name.split(' '), '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const named = stdout.match(/^ {2}(?:-\w, )?--[a-z-]+/gm)?.map((line) => line.replace(/.*--/, ''))
    expect(named?.sort()).toEqual([...Object.keys(flagsOf(command)), 'help'].sort())
    expect(widest(stdout)).toBeLessThanOrEqual(80)
    expect((await runProgram(['help', ...command.name.split(' ')])).stdout).toBe(stdout)
  })
})

test('version is a word too', async () => {
  expect(await runProgram(['version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})

test('--version prints the version of the package', async () => {
  expect(await runProgram(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' })
})

test.each([
  ['mok', "npx billit-io has no command 'mok': did you mean 'mock'?"],
  ['constructor', "npx billit-io has no command 'constructor': see npx billit-io --help."],
  ['--mock', 'npx billit-io has no flag --mock: see npx billit-io --help.'],
  ['--version mock', "npx billit-io does not accept 'mock': see npx billit-io --help."],
  ['mock --prot 80', 'npx billit-io mock has no flag --prot: did you mean --port?'],
  ['mock -q', 'npx billit-io mock has no flag -q: see npx billit-io mock --help.'],
  ['mock --constructor', 'npx billit-io mock has no flag --constructor: see npx billit-io mock --help.'],
  ['mock 8080', "npx billit-io mock does not accept '8080': see npx billit-io mock --help."],
  ['mock --quiet=no', 'npx billit-io mock does not accept a value for --quiet: see npx billit-io mock --help.'],
  ['mock --port', 'npx billit-io mock needs a value after --port: see npx billit-io mock --help.'],
  ['mock --host=', 'npx billit-io mock needs a value after --host: see npx billit-io mock --help.'],
  ['docs --prot 80', 'npx billit-io docs has no flag --prot: did you mean --port?'],
  ['docs openapi.json', "npx billit-io docs does not accept 'openapi.json': see npx billit-io docs --help."],
  ['docs --spec', 'npx billit-io docs needs a value after --spec: see npx billit-io docs --help.'],
  ['docs --spec nowhere.yaml', "--spec: no such file: 'nowhere.yaml'."],
  ['docs --port x', "--port must be a whole number from 0 to 65535, not 'x'."],
  ['mock --port 65536', "--port must be a whole number from 0 to 65535, not '65536'."],
  ['mock --port --quiet', "--port must be a whole number from 0 to 65535, not '--quiet'."],
  ['mock --seed 1.5', "--seed must be a whole number from 0 to 9007199254740991, not '1.5'."],
  ['mock --rows -1', "--rows must be a whole number from 0 to 100000, not '-1'."],
  ['mock --latency 1s', "--latency must be milliseconds such as 200, or a range such as 100-400, up to 60000, not '1s'."],
  ['mock --latency 9-8', "--latency must be milliseconds such as 200, or a range such as 100-400, up to 60000, not '9-8'."],
  ['mock --fault-rate 5%', "--fault-rate must be a number from 0 to 1 such as 0.05, not '5%'."],
  ['mock --fault-rate 1.01', "--fault-rate must be a number from 0 to 1 such as 0.05, not '1.01'."],
  ['mock --examples --seed 1', '--examples replaces the generated records, so it cannot be used with --seed or --rows.'],
  ['mock --rows 9 --examples', '--examples replaces the generated records, so it cannot be used with --seed or --rows.'],
  ['export', 'npx billit-io export needs --to: see npx billit-io export --help.'],
  ['export billit.db', "npx billit-io export does not accept 'billit.db': see npx billit-io export --help."],
  [
    'export --to billit.csv',
    "Cannot export to 'billit.csv'. Use a SQLite file such as billit.db, a folder such as billit/, a workbook such as billit.xlsx, or postgres://…",
  ],
  ['export --to a.db --environment live', "--environment must be sandbox or production, not 'live'."],
  ['export --to a.db --rate-limit 0', "--rate-limit must be a number of requests per minute, or off, not '0'."],
  ['export --to a.db --since 2026-02-30', "--since must be a day such as 2026-01-31, not '2026-02-30'."],
  ['export --to a.db --csv-separator |', "--csv-separator must be , or ; or tab, not '|'."],
  ['export --to a.db --rate-limit-store localhost', '--rate-limit-store must be a URL such as redis://localhost:6379.'],
  ['export --to a.db --resources tags --pdfs x', '--pdfs needs invoices, so add invoices to --resources.'],
  [
    'export --to a.db --resources invoice',
    "--resources accepts contacts, customers, suppliers, products, tags, invoices, ocps, payments, purchases, but not 'invoice'.",
  ],
  ['verify --environment prod', "--environment must be sandbox or production, not 'prod'."],
  ['verify --base-url localhost', '--base-url must be a URL such as http://127.0.0.1:4010/v1.'],
  [
    'verify --base-url https://API.billit.io./v1',
    '--base-url is for a mock or a proxy. For Billit itself, use --environment sandbox or production.',
  ],
  ['verify --write --yes --environment production', '--write creates records, so it works only in the sandbox.'],
  [
    'verify --write --yes --base-url https://proxy.example/v1',
    '--write creates records, so it works only in the sandbox or on this machine.',
  ],
  ['verify --write', '--write asks for confirmation, which needs a terminal. Add --yes to skip it.'],
  ['verify --yes', '--yes can only be used with --write.'],
  ['--environment sandbox', 'npx billit-io needs a command: see npx billit-io --help.'],
  ['--environment sandbox mok', "npx billit-io has no command 'mok': did you mean 'mock'?"],
  ['help mok', "npx billit-io has no command 'mok': did you mean 'mock'?"],
  [
    'verify --write --yes',
    'Missing API token: set BILLIT_TOKEN, or use --token-file or --env-file. Create a token in the web app of Billit under Settings > API. npx billit-io mock accepts any token.',
  ],
  ['verify --token-file nowhere', "--token-file: no such file: 'nowhere'."],
  [
    'export --to a.db --environment sandbox --base-url http://127.0.0.1:9',
    '--environment and --base-url cannot be used together: each selects the server.',
  ],
  [
    'export --to a.db --base-url http://example.org',
    "--base-url must start with https://, because http:// would send the token unencrypted to another machine: pass a URL such as 'https://api.sandbox-billit.xyz/v1' or 'http://127.0.0.1:4010'.",
  ],
  ['verify --token abc', 'npx billit-io verify has no flag --token: did you mean --token-file?'],
])('rejects "npx billit-io %s" in one line', async (args, message) => {
  expect(await runProgram(args.split(' '))).toEqual({ code: 2, stdout: '', stderr: `${message}\n` })
})

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length))
