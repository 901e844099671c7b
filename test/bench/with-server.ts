import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs a measurement against a server in a separate process. */
export async function withServer<T>(
  measure: (baseUrl: string) => Promise<T>,
  script = new URL('server.ts', import.meta.url),
  ...args: string[]
): Promise<T> {
  const server = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [port] = await once(server.stdout, 'data')
    return await measure(`http://127.0.0.1:${String(port).trim()}`)
  } finally {
    server.kill()
  }
}
