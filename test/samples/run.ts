/** Runs samples as a reader would after pasting them, against a mock instead of the sandbox. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { documented, findSuccess } from '../contract/document.ts'

export interface Ran {
  stdout: string
  stderr: string
  /** The operationIds of its requests, in order. */
  operations: Array<string | undefined>
}

/** Runs a sample in `folder`. Default: the root of the project. */
export type Run = (source: string, folder?: string) => Promise<Ran>

const execute = promisify(execFile)
/** A module to preload, so that a program uses the sources instead of the package. */
export const HOOK = new URL('./use-sources.ts', import.meta.url).href
const COMPILED = fileURLToPath(new URL('../../.cache/samples', import.meta.url))
const SANDBOX = 'https://api.sandbox-billit.xyz/v1'

/**
 * Both functions reject if the sample exits with a code other than 0, and fail the test if a response is not the documented
 * success. Each run has its own mock with fresh records.
 */
export function useSamples(): { runTypeScript: Run; runShell: Run; runPhp: Run } {
  const idle: Mock[] = []
  const started: Mock[] = []
  afterAll(() => Promise.all(started.map((mock) => mock.close())))

  const start = async () => {
    const mock = await startMock({ examples: true })
    started.push(mock)
    return mock
  }
  const onMock = (run: (mock: Mock, source: string, folder?: string) => Promise<Omit<Ran, 'operations'>>): Run => {
    return async (source, folder) => {
      const mock = idle.pop() ?? (await start())
      mock.reset()
      try {
        const { stdout, stderr } = await run(mock, source, folder)
        expect(readResponses(mock)).toEqual(expectedResponses(mock))
        return { stdout, stderr, operations: mock.requests.map(({ operationId }) => operationId) }
      } finally {
        idle.push(mock)
      }
    }
  }
  return {
    runTypeScript: onMock(({ url }, source, cwd) => {
      const environment = { BILLIT_BASE_URL: url, NODE_COMPILE_CACHE: COMPILED }
      return execute(process.execPath, argumentsFor(source), { ...optionsFor(environment), cwd })
    }),
    runShell: onMock((mock, source) => execute('sh', ['-euc', useMock(source, mock)], optionsFor({}))),
    runPhp: onMock((mock, source) => execute('php', ['-r', useMock(source, mock).replace('<?php', '')], optionsFor({}))),
  }
}

function useMock(source: string, { url }: Mock): string {
  if (!source.includes(SANDBOX)) throw new Error(`The sample sends no request to the sandbox:\n${source}`)
  return source.replaceAll(SANDBOX, `${url}/v1`)
}

/** The arguments of Node that run a sample in TypeScript with the sources instead of the package. */
export const argumentsFor = (source: string): string[] => [
  ...['--import', HOOK, '--input-type=module-typescript', '--eval', source],
]

/** Keeps the settings of the machine away from the sample. */
const optionsFor = (env: Record<string, string>) => ({
  env: { PATH: process.env.PATH, BILLIT_TOKEN: 'token-of-a-reader', ...env },
  timeout: 60_000,
})

const readResponses = ({ requests }: Mock) =>
  requests.map(({ operationId, status, violations, body }) => ({ operationId, status, violations, body }))

const expectedResponses = (mock: Mock) =>
  readResponses(mock).map((response) => ({ ...response, status: findStatus(response.operationId), violations: [] }))

function findStatus(operationId: string | undefined): number | undefined {
  const operation = documented.find(({ id }) => id === operationId)
  return operation && findSuccess(operation).status
}
