/** Runs a program of the project in a child process, with its output in pipes. */
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
  /** Waits until its stdout matches the pattern. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
  /** Waits until its stderr matches the pattern. */
  printedToStderr(pattern: RegExp): Promise<RegExpExecArray>
  /** Sends a signal and waits for the program to exit. */
  stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'): Promise<Ended>
  /** Closes the pipe of its stdout. */
  stopReading(): void
  ended: Promise<Ended>
}

export interface Settings {
  script?: string
  cwd?: string
  env?: Record<string, string>
  nodeArgs?: string[]
}

/** Starts the program without the test's environment variables. It is killed after the test. */
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

  function waitFor(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const match = pattern.exec(output[stream])
        if (match) resolve(match)
      }
      check()
      child[stream].on('data', check)
      ended.then((end) => reject(new Error(`The program exited without printing ${pattern}: ${JSON.stringify(end)}`)))
    })
  }
  return {
    printed: (pattern) => waitFor('stdout', pattern),
    printedToStderr: (pattern) => waitFor('stderr', pattern),
    stop(signal) {
      child.kill(signal)
      return ended
    },
    stopReading: () => child.stdout.destroy(),
    ended,
  }
}

/** Runs the program until it exits. */
export const runProgram = (args: string[], settings?: Settings): Promise<Ended> => start(args, settings).ended
