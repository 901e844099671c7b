import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Runs a measurement against server.ts in a separate process. */
export async function withServer<T>(measure: (baseUrl: string) => Promise<T>): Promise<T> {
  const script = fileURLToPath(new URL('server.ts', import.meta.url))
  const server = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = await once(server.stdout, 'data')
    return await measure(`http://127.0.0.1:${String(port).trim()}`)
  } finally {
    server.kill()
  }
}
