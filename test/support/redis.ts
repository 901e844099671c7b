/** A real `redis-server` on a free port, which a test can stop, pause and restart. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { close, listen } from '../../src/tools/server.ts'

/** Name or path of the server program. May be a compatible program such as `valkey-server`. */
const PROGRAM = process.env.REDIS_SERVER || 'redis-server'

/** Whether the program is missing. In CI this is an error. Elsewhere the tests are skipped with a warning. */
export const noRedis = spawnSync(PROGRAM, ['--version']).error !== undefined
if (noRedis && process.env.CI) throw new Error(`${PROGRAM} is missing: apt-get install redis-server`)
if (noRedis)
  console.warn(`The tests with Redis are skipped, because ${PROGRAM} is missing. Install Debian's package redis-server.`)

export interface RedisServer {
  port: number
  /** Kills the server without saving, so that all data is lost. */
  stop: () => Promise<void>
  /** Starts the server on the same port, unless it is running. */
  start: () => Promise<void>
  /** Suspends the server: it accepts connections, but does not respond until `resume()`. */
  pause: () => void
  resume: () => void
  /** Stops the server and removes its folder. */
  close: () => Promise<void>
}

/** @param settings Additional settings, such as `--cluster-enabled yes`. */
export async function startRedis(...settings: string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'billit-redis-'))
  const port = await freePort()
  let running: ChildProcess | undefined
  const server: RedisServer = {
    port,
    async start() {
      if (running?.exitCode === null && running.signalCode === null) return
      const flags = [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        'no',
        ...settings,
      ]
      const redis = spawn(PROGRAM, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
      running = redis
      await new Promise<void>((resolve, reject) => {
        let printed = ''
        redis.stdout.on('data', (chunk) => {
          printed += chunk
          if (printed.includes('Ready to accept connections')) resolve()
        })
        redis.on('exit', (code) => reject(new Error(`${PROGRAM} ended with ${code}: ${printed}`)))
      })
    },
    async stop() {
      if (!running || running.exitCode !== null || running.signalCode !== null) return
      const ended = once(running, 'exit')
      running.kill('SIGKILL')
      await ended
    },
    pause: () => running?.kill('SIGSTOP'),
    resume: () => running?.kill('SIGCONT'),
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listen(probe, 0, '127.0.0.1')
  await close(probe)
  return port
}
