/** Runs samples as a reader would who has pasted them, on a mock in place of the sandbox. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect } from 'vitest'
import { type Mock, startMock } from '../../src/mock/index.ts'
import { documented, findSuccess } from '../contract/document.ts'

export interface Ran {
  stdout: string
  stderr: string
  /** The operations that it asked for, in this order. */
  operations: Array<string | undefined>
}

/** `folder` is where it runs: the project's own by default. */
export type Run = (source: string, folder?: string) => Promise<Ran>

const execute = promisify(execFile)
const HOOK = new URL('./use-sources.ts', import.meta.url).href
const COMPILED = fileURLToPath(new URL('../../.cache/samples', import.meta.url))
const SANDBOX = 'https://api.sandbox-billit.xyz/v1'

/**
 * Both reject if the sample ends with anything but 0, and fail the test if one of its requests gets another answer than
 * the documented success. Each run has a mock to itself, as new.
 */
export function useSamples(): { runTypeScript: Run; runShell: Run } {
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
        expect(answersOf(mock)).toEqual(documentedAnswersOf(mock))
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
    runShell: onMock(({ url }, source) => {
      if (!source.includes(SANDBOX)) throw new Error(`The sample does not ask the sandbox:\n${source}`)
      return execute('sh', ['-euc', source.replaceAll(SANDBOX, `${url}/v1`)], optionsFor({}))
    }),
  }
}

/** What runs a sample in TypeScript, with the sources in place of the package. */
export const argumentsFor = (source: string): string[] => [
  ...['--import', HOOK, '--input-type=module-typescript', '--eval', source],
]

/** Nothing of the machine's own settings reaches a sample. */
const optionsFor = (env: Record<string, string>) => ({
  env: { PATH: process.env.PATH, BILLIT_TOKEN: 'token-of-a-reader', ...env },
  timeout: 60_000,
})

const answersOf = ({ requests }: Mock) =>
  requests.map(({ operationId, status, violations, body }) => ({ operationId, status, violations, body }))

const documentedAnswersOf = (mock: Mock) =>
  answersOf(mock).map((answer) => ({ ...answer, status: statusOf(answer.operationId), violations: [] }))

function statusOf(operationId: string | undefined): number | undefined {
  const operation = documented.find(({ id }) => id === operationId)
  return operation && findSuccess(operation).status
}
