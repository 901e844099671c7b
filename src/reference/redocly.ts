import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { loadPeer, REFERENCE } from '../tools/peers.ts'

/** Its folder moves with the version, so it is found by its package.json. */
const cli = () =>
  createRequire(import.meta.url)
    .resolve('@redocly/cli/package.json')
    .replace(/package\.json$/, 'bin/cli.js')

/** It asks its maker's host for news and reports to it, unless it is told not to. */
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/**
 * Runs the command `redocly`.
 * @throws MissingPeer, or Error with what Redocly says.
 */
export async function redocly(args: string[], signal?: AbortSignal): Promise<void> {
  const script = await loadPeer(REFERENCE, cli)
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [script, ...args], { signal, env: { ...process.env, ...QUIET } }, (error, _, stderr) => {
      if (!error) resolve()
      else reject(stderr.trim() && !signal?.aborted ? new Error(stderr.trim(), { cause: error }) : error)
    })
  })
}
