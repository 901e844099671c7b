import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadPeer, REFERENCE } from '../tools/peers.ts'

/** The folder of the package differs between versions, so it is resolved through package.json. */
const findProgram = () =>
  createRequire(import.meta.url)
    .resolve('@redocly/cli/package.json')
    .replace(/package\.json$/, 'bin/cli.js')

/** Turns off Redocly's telemetry and its search for updates. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/**
 * Runs the `redocly` command.
 * @throws MissingPeer, or Error with Redocly's own message.
 */
export async function redocly(args: string[], signal?: AbortSignal): Promise<void> {
  const script = await loadPeer(REFERENCE, findProgram)
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [script, ...args], { signal, env: { ...process.env, ...QUIET } }, (error, _, stderr) => {
      if (!error) resolve()
      else reject(stderr.trim() && !signal?.aborted ? new Error(stderr.trim(), { cause: error }) : error)
    })
  })
}

/**
 * Bundles an OpenAPI document and every file it refers to into one file. The extension of `output` selects JSON or YAML.
 * @param options `config`: the path of the document's redocly.yaml, if it has one. One in the working directory is never read.
 */
export async function bundle(
  document: string,
  output: string,
  { config, signal }: { config?: string | undefined; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const bundleWith = (file: string) => redocly(['bundle', document, '--output', output, '--config', file], signal)
  await (config === undefined ? withConfig({}, bundleWith) : bundleWith(config))
}

/** Writes settings for Redocly to a file in a temporary folder, and removes the folder after the work. */
export async function withConfig(settings: object, work: (config: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'billit-docs-'))
  try {
    const config = join(folder, 'redocly.yaml')
    // JSON is YAML too.
    await writeFile(config, JSON.stringify({ telemetry: 'off', ...settings }))
    await work(config, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
