/** The flags that every command for the API has, and what they say. */
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { messageOf } from '../core/text.ts'
import { BASE_URLS, env, readBaseUrl } from '../http/environment.ts'
import type { Environment } from '../index.ts'
import { CliError } from './cli-error.ts'
import type { Section } from './command.ts'
import type { Flags } from './flags.ts'

/** Which server a command uses, and with which token. There is no flag for the token itself: other users could read it. */
export const SERVER = {
  title: 'Server',
  flags: {
    environment: {
      value: '<name>',
      choices: ['sandbox', 'production'],
      help: 'sandbox or production, whatever the environment variables are. Default: BILLIT_BASE_URL, or BILLIT_ENVIRONMENT, or sandbox.',
    },
    'base-url': {
      value: '<url>',
      help: 'A mock or a proxy, such as http://127.0.0.1:4010/v1. It receives your token.',
    },
    'token-file': {
      value: '<file>',
      help: 'A file that contains the API token. Default: the environment variable BILLIT_TOKEN.',
    },
    'env-file': { value: '<file>', help: 'Read environment variables such as BILLIT_TOKEN from this file first, such as .env.' },
  },
} as const satisfies Section

/** How a command prints. */
export const OUTPUT = {
  title: 'Output',
  flags: {
    json: { help: 'Print JSON, one object per line, with the exact values of the API.' },
    quiet: { help: 'Print no notes and no progress, only the result and errors.' },
    'no-color': { help: 'Print no colours. NO_COLOR and TERM=dumb do the same.' },
  },
} as const satisfies Section

/** The server that a command uses. */
export interface Server {
  baseUrl: string
  /** `undefined` for an address that is neither. */
  environment: Environment | undefined
}

/** @throws CliError with the flag or the environment variable that is wrong. */
export function readServer(flags: Flags): Server {
  const [environment, baseUrl] = [readEnvironment(flags), flags.get('base-url')]
  if (environment !== undefined && baseUrl !== undefined) {
    throw new CliError(2, '--environment and --base-url cannot be used together: each selects the server.')
  }
  const url = readAddress(environment, baseUrl)
  const known = Object.entries(BASE_URLS).find(([, each]) => each === url)
  // A name of BASE_URLS.
  return { baseUrl: url, environment: known?.[0] as Environment | undefined }
}

function readEnvironment(flags: Flags): Environment | undefined {
  const name = flags.get('environment')
  if (name === undefined || name === 'sandbox' || name === 'production') return name
  throw new CliError(2, `--environment must be sandbox or production, not '${name}'.`)
}

function readAddress(environment: Environment | undefined, baseUrl: string | undefined): string {
  try {
    return readBaseUrl({ environment, baseUrl })
  } catch (error) {
    const variable = env('BILLIT_BASE_URL') === undefined ? 'BILLIT_ENVIRONMENT' : 'BILLIT_BASE_URL'
    const source = baseUrl === undefined ? variable : '--base-url'
    throw new CliError(2, `${source} ${messageOf(error).replace(/^(baseUrl|environment) /, '')}`, { cause: error })
  }
}

/**
 * Reads the API token from `--token-file` or BILLIT_TOKEN.
 *
 * @throws CliError with exit code 2 and where to get a token if there is none.
 */
export function readToken(flags: Flags): string {
  const file = flags.get('token-file')
  const token = file === undefined ? env('BILLIT_TOKEN') : readTextFile('--token-file', file).trim()
  if (token) return token
  if (file !== undefined) throw new CliError(2, `--token-file: '${file}' is empty. ${WHERE_TO_GET_ONE}`)
  throw new CliError(2, `Missing API token: set BILLIT_TOKEN, or use --token-file or --env-file. ${WHERE_TO_GET_ONE}`)
}

const WHERE_TO_GET_ONE = 'Create a token in the web app of Billit under Settings > API. npx billit-io mock accepts any token.'

/**
 * Adds the variables of `--env-file` to the environment of this process. Node reads this flag too, wherever it stands, and exits
 * with 9 if there is no such file.
 *
 * @throws CliError if the environment has another value for a variable of Billit: a token of one account must not reach another
 *   server.
 */
export function loadEnvFile(flags: Flags): void {
  const file = flags.get('env-file')
  if (file === undefined) return
  for (const [name, value] of Object.entries(parseEnv(readTextFile('--env-file', file)))) {
    const present = process.env[name]
    if (name.startsWith('BILLIT_') && present !== undefined && present !== value) {
      throw new CliError(2, `--env-file: '${file}' sets ${name}, but the environment has another value. Unset one of them.`)
    }
    process.env[name] = present ?? value
  }
}

/** @throws CliError with the flag if the file cannot be read. */
export function readTextFile(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new CliError(2, isMissing ? `${flag}: no such file: '${file}'.` : `${flag}: ${messageOf(error)}.`, { cause: error })
  }
}
