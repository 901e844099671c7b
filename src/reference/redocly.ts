import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadPeer, REFERENCE } from '../tools/peers.ts'
import { guardArguments } from './redocly-guard.ts'

/** The folder of the package differs between versions, so it is resolved through package.json. */
const findProgram = () =>
  createRequire(import.meta.url)
    .resolve('@redocly/cli/package.json')
    .replace(/package\.json$/, 'bin/cli.js')

/** Turns off Redocly's telemetry and its search for updates. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/** The token of the API is none of Redocly's business. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BILLIT_'))),
  ...QUIET,
})

export interface RedoclyOptions {
  /** The only folders from which it may read the document and its references. Default: it may read any file and URL. */
  folders?: string[] | undefined
  signal?: AbortSignal | undefined
}

/**
 * Runs the `redocly` command.
 * @throws MissingPeer, or Error with Redocly's own message.
 */
export async function redocly(args: string[], { folders, signal }: RedoclyOptions = {}): Promise<void> {
  const script = await loadPeer(REFERENCE, findProgram)
  const guarded = folders === undefined ? [] : guardArguments(folders)
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [...guarded, script, ...args], { signal, env: environment() }, (error, _, stderr) => {
      if (!error) resolve()
      else reject(stderr.trim() && !signal?.aborted ? new Error(stderr.trim(), { cause: error }) : error)
    })
  })
}

/**
 * Bundles an OpenAPI document and every file it refers to into one file. The extension of `output` selects JSON or YAML.
 * @param options `config`: the path of the document's redocly.yaml, if it has one. One in the working directory is never read.
 *   `isConfined`: fail if the document refers to a file outside its folder, or to a URL.
 */
export async function bundle(
  document: string,
  output: string,
  { config, isConfined, signal }: { config?: string | undefined; isConfined?: boolean; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const bundleWith = (file: string) => {
    const folders = isConfined ? [dirname(document), dirname(file)] : undefined
    return redocly(['bundle', document, '--output', output, '--config', file], { folders, signal })
  }
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
