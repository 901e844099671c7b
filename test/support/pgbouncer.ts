/** A real PgBouncer in front of a PostgreSQL server. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close, listen } from '../../src/tools/server.ts'

const PROGRAM = '/usr/sbin/pgbouncer'

/** Whether PgBouncer is available. If not, tests are skipped, but in CI they fail. */
export const hasPgBouncer = existsSync(PROGRAM) || Boolean(process.env.CI)
if (!hasPgBouncer) console.warn('PgBouncer is not installed here, so its tests are skipped: apt-get install pgbouncer')

/** Starts it on a free port, in transaction mode. */
export async function startPgBouncer(postgres: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const { hostname, port: server } = new URL(postgres)
  const folder = mkdtempSync(join(tmpdir(), 'billit-pgbouncer-'))
  const probe = createServer()
  const port = await listen(probe, 0, '127.0.0.1')
  await close(probe)
  const config = join(folder, 'pgbouncer.ini')
  const users = join(folder, 'users.txt')
  writeFileSync(users, '"postgres" ""\n')
  writeFileSync(
    config,
    `[databases]
postgres = host=${hostname} port=${server} dbname=postgres user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
auth_file = ${users}
pool_mode = transaction
ignore_startup_parameters = extra_float_digits, options
`,
  )
  // PgBouncer refuses to run as root.
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = ['-u', '-g'].map((flag) => (isRoot ? Number(execFileSync('id', [flag, 'postgres'])) : undefined))
  if (uid !== undefined && gid !== undefined) for (const path of [folder, config, users]) chownSync(path, uid, gid)
  const program = spawn(PROGRAM, [config], { uid, gid, stdio: ['ignore', 'ignore', 'pipe'] })
  await new Promise<void>((resolve, reject) => {
    let printed = ''
    program.stderr.on('data', (chunk) => {
      printed += chunk
      if (printed.includes('process up')) resolve()
    })
    program.once('exit', () => reject(new Error(`PgBouncer has ended:\n${printed}`)))
  })
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = once(program, 'exit')
      program.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
