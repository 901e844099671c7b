/** A PostgreSQL server for tests, started from the programs of this machine. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close, listen } from '../../src/tools/server.ts'

/** Folder of the newest PostgreSQL of this machine. `undefined` if it is not installed. */
const [BIN] = globSync('/usr/lib/postgresql/*/bin').sort().reverse()

/** Whether PostgreSQL is available. If not, tests are skipped, but in CI they fail. */
export const hasPostgres = BIN !== undefined || Boolean(process.env.CI)
if (!hasPostgres) console.warn('PostgreSQL is not installed here, so its tests are skipped: apt-get install postgresql')

export interface Postgres {
  url: string
  /** Waits until its clients have disconnected, then stops. `pool.end()` resolves before its connections have closed. */
  stop: () => Promise<void>
  /** Stops the server immediately, even if clients are connected. */
  kill: () => Promise<void>
}

/** Starts a server on a free port of 127.0.0.1, with its files in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  if (!BIN || !existsSync(join(BIN, 'postgres'))) throw new Error('PostgreSQL is not installed: apt-get install postgresql')
  const folder = mkdtempSync(join(tmpdir(), 'billit-postgres-'))
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'postgres'])) : undefined
  const group = user === undefined ? undefined : Number(execFileSync('id', ['-g', 'postgres']))
  if (user !== undefined && group !== undefined) chownSync(folder, user, group)
  const as = user === undefined ? {} : { uid: user, gid: group }
  const data = join(folder, 'data')
  const initialize = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C']
  execFileSync(join(BIN, 'initdb'), initialize, { ...as, stdio: 'ignore', cwd: folder })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=50']
  const server = spawn(join(BIN, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], { ...as, cwd: folder })
  await ready(server)
  const end = async (signal: 'SIGINT' | 'SIGTERM') => {
    if (server.exitCode !== null) return
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGINT'),
  }
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stderr?.on('data', (chunk) => {
      output += chunk
      if (output.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL has ended:\n${output}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server, 0, '127.0.0.1')
  await close(server)
  return port
}
