/** Runs a program of ours in a process of its own, with its output in pipes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const BILLIT = fileURLToPath(new URL('../../src/cli/billit.ts', import.meta.url))

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface Program {
  /** Waits until it has printed what the pattern says. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** The same, of what it writes to stderr. */
  toldOnStderr(pattern: RegExp): Promise<RegExpExecArray>
  /** Sends a signal, and waits for the end. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Ended>
  /** Reads no more of what it prints. */
  stopReading(): void
  ended: Promise<Ended>
}

export interface Settings {
  script?: string
  cwd?: string
  env?: Record<string, string>
  nodeArgs?: string[]
}

/** Nothing of the test's own environment reaches it. It ends with the test. */
export function start(args: string[], { script = BILLIT, cwd, env = {}, nodeArgs = [] }: Settings = {}): Program {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.stderr += text
  })
  const ended = once(child, 'close').then(([code]): Ended => ({ code, ...output }))

  function found(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(output[stream])
        if (match) resolve(match)
      }
      look()
      child[stream].on('data', look)
      ended.then((end) => reject(new Error(`It ended without printing ${pattern}: ${JSON.stringify(end)}`)))
    })
  }
  return {
    printed: (pattern) => found('stdout', pattern),
    toldOnStderr: (pattern) => found('stderr', pattern),
    stop(signal) {
      child.kill(signal)
      return ended
    },
    stopReading: () => child.stdout.destroy(),
    ended,
  }
}

/** Runs it to its end. */
export const runProgram = (args: string[], settings?: Settings): Promise<Ended> => start(args, settings).ended
