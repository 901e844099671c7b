/** Runs the installed commands that call an API, against the mock of the same tarball. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mock, MockOptions } from '../../src/mock/index.ts'
import type { Check } from './checks.ts'
import { CONSUMER } from './places.ts'
import { CLEAN, run } from './shell.ts'

type StartMock = (options?: MockOptions) => Promise<Mock>

const NAMES = {
  export: '`npx billit-io export` copies every invoice of the mock',
  verify: '`npx billit-io verify` reports no difference on the mock',
}

export async function checkCommands(startMock: StartMock): Promise<Check[]> {
  const mock = await startMock({ rows: 20, rateLimit: false })
  const folder = mkdtempSync(join(tmpdir(), 'billit-commands-'))
  const billit = (...args: string[]) =>
    run(process.execPath, [join(CONSUMER, 'node_modules/billit-io/dist/cli.js'), ...args], {
      cwd: folder,
      env: { ...CLEAN, BILLIT_TOKEN: 'any', BILLIT_BASE_URL: `${mock.url}/v1` },
    })
  try {
    const exported = await billit('export', '--to', 'copy/', '--rate-limit', 'off')
    const copied = exported.ok ? countLines(join(folder, 'copy/invoices.ndjson')) : 0
    const verified = await billit('verify', '--base-url', `${mock.url}/v1`)
    return [
      toCheck(NAMES.export, exported.ok && copied === mock.rows('invoices').length, exported.output),
      toCheck(NAMES.verify, verified.ok, verified.output),
    ]
  } finally {
    await mock.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const countLines = (path: string): number => readFileSync(path, 'utf8').trimEnd().split('\n').length

const toCheck = (name: string, ok: boolean, output: string): Check => (ok ? { name } : { name, failure: output })
