import { text as readStream } from 'node:stream/consumers'
import { isRecord } from '../core/record.ts'
import { messageOf } from '../core/text.ts'
import { type Billit, isBillitError, type RawRequest } from '../index.ts'
import { RESOURCES } from '../sync/resources.ts'
import { CliError } from './cli-error.ts'
import { explainApiError, withClient } from './client.ts'
import type { Command, Input } from './command.ts'
import { captureRequest, requestText } from './dry-run.ts'
import type { Flags } from './flags.ts'
import { OUTPUT, readServer, readTextFile, SERVER } from './global-flags.ts'
import { noteUndocumented, readQuery } from './list-command.ts'
import { findTarget, type RequestTarget, safeAlternative } from './request-target.ts'
import { note, print } from './terminal.ts'

/** `billit-io request`. */
export const requestCommand: Command = {
  name: 'request',
  summary: 'Send any read of the API, or show any other request.',
  operands: { usage: '[GET] <path> | <operation> [<parameter>...]', min: 1, max: 4 },
  description: [
    'Sends an operation of the OpenAPI document by its method and path, or by its operationId, through the client: with its rate limit, retries and time limits. Prints the response as JSON.',
    'Only reads are sent. Any other request is shown with --dry-run, and refused without it, because sending it twice could take effect twice.',
  ],
  sections: [
    {
      title: 'Request',
      flags: {
        query: { value: '<name=value>', help: 'A parameter of the query. May be repeated.' },
        all: {
          help: 'Read all pages of a list, and print its rows as they arrive. Fails if the server returns fewer rows than it reports.',
        },
        data: {
          value: '<json>',
          help: 'The body of a request that is not a read: JSON, @file, or - for stdin. Needs --dry-run.',
        },
        'dry-run': { help: 'Show the request, and send nothing. Needs no token, and shows none.' },
      },
    },
    SERVER,
    {
      title: OUTPUT.title,
      flags: { ...OUTPUT.flags, json: { help: 'Print JSON without line breaks. With --all, one row per line.' } },
    },
  ],
  examples: [
    'npx billit-io request GET /account',
    'npx billit-io request getInvoice 7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11',
    'npx billit-io request GET /contacts --query unpaid=1 --all --json',
    'npx billit-io request POST /contacts --data @contact.json --dry-run',
  ],
  run: sendRequest,
}

async function sendRequest({ flags, operands }: Input): Promise<void> {
  const target = findTarget(operands)
  const query = readQuery(flags)
  const body = await readBody(flags.get('data'))
  checkRequest(target, flags, query, body)
  if (target.isList) noteUndocumented(flags, target.id, Object.keys(query))
  if (flags.has('dry-run')) return showRequest(target, flags, query, body)
  const isJson = flags.has('json')
  await withClient(flags, async ({ billit, signal }) => {
    if (flags.has('all')) return printRows(listRows(billit, target, query, signal), isJson)
    const response = await billit.request({ method: 'GET', path: target.path, query, signal })
    print(JSON.stringify(response, undefined, isJson ? undefined : 2) ?? '')
  })
}

type Query = Record<string, string | string[]>

function checkRequest({ id, method, isList }: RequestTarget, flags: Flags, query: Query, body: object | undefined): void {
  const isRead = method === 'GET'
  if (!isRead && !flags.has('dry-run')) {
    throw new CliError(2, `${id} is not a read, so it is not sent. ${safeAlternative(id)}`)
  }
  if (isRead && body !== undefined) throw new CliError(2, '--data: a read has no body. Use --query.')
  if (!flags.has('all')) return
  if (!isList) throw new CliError(2, `--all: ${id} does not return a list.`)
  const paging = Object.keys(query).find((name) => name === 'page' || name === 'per_page')
  if (paging !== undefined) throw new CliError(2, `--query ${paging} cannot be used with --all, which reads every page.`)
}

async function readBody(data: string | undefined): Promise<object | undefined> {
  if (data === undefined) return undefined
  const text =
    data === '-' ? await readStream(process.stdin) : data.startsWith('@') ? readTextFile('--data', data.slice(1)) : data
  return parseObject(text, '--data')
}

/** @throws CliError if the text is not the JSON of an object. */
export function parseObject(text: string, source: string): object {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (isRecord(value) && !Array.isArray(value)) return value
  } catch (error) {
    throw new CliError(2, `${source} must be JSON: ${messageOf(error)}.`, { cause: error })
  }
  throw new CliError(2, `${source} must be a JSON object, such as {"name": "value"}.`)
}

async function showRequest(target: RequestTarget, flags: Flags, query: Query, body: object | undefined): Promise<void> {
  const server = readServer(flags)
  // The document has no other methods.
  const method = target.method as RawRequest['method']
  try {
    const request = await captureRequest(server, (billit) =>
      flags.has('all')
        ? collectOne(listRows(billit, target, query))
        : billit.request({ method, path: target.path, query, ...(body && { body }) }),
    )
    print(flags.has('json') ? JSON.stringify(request) : requestText(request))
  } catch (error) {
    throw isBillitError(error) ? explainApiError(error, server) : error
  }
  note(flags, 'Nothing was sent.')
}

async function collectOne(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows) return
}

/** The rows of a list, through the method of the SDK that completes it. */
function listRows(billit: Billit, { path }: RequestTarget, query: Query, signal?: AbortSignal): AsyncIterable<unknown> {
  const resource = RESOURCES.find((name) => path === `/${name}`)
  if (resource === undefined) throw new CliError(1, `${path} has no list in the SDK.`)
  return billit[resource].list({}, { query, signal })
}

/** Prints rows as they arrive: one per line, or as one JSON array, which stays open if a page fails. */
async function printRows(rows: AsyncIterable<unknown>, isJson: boolean): Promise<void> {
  if (isJson) {
    for await (const row of rows) print(JSON.stringify(row))
    return
  }
  let last: string | undefined
  print('[')
  for await (const row of rows) {
    if (last !== undefined) print(`${last},`)
    last = indent(JSON.stringify(row, undefined, 2))
  }
  if (last !== undefined) print(last)
  print(']')
}

const indent = (text: string): string => text.replaceAll(/^/gm, '  ')
