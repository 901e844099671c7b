import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { messageOf } from '../core/text.ts'
import type { Mock } from '../mock/types.ts'
import { buildPage, JSON_DOWNLOAD } from '../reference/page.ts'
import { bundle } from '../reference/redocly.ts'
import { type Api, serveSite } from '../reference/serve.ts'
import { buildTryPage, TRY_PAGE } from '../reference/try-page.ts'
import { listDocumentFiles, listFolder, watchFiles } from '../reference/watch.ts'
import { ownDocument } from '../tools/own-document.ts'
import { MissingPeer } from '../tools/peers.ts'
import { CliError, cannotListen } from './cli-error.ts'
import type { Command } from './command.ts'
import { type Flags, parseWholeNumber, readFlag } from './flags.ts'
import { openMock } from './mock-command.ts'
import { print, stopped, stopSignal } from './terminal.ts'

/** `billit-io docs`: serves the reference until it is stopped. */
export const docsCommand: Command = {
  name: 'docs',
  summary: 'Serve the API reference on this machine.',
  description: [
    'The reference has a guide, and the fields, examples and code samples of every operation. A second page, "Try it out", sends requests to a mock on the same port. The pages load nothing from other hosts. When the OpenAPI document changes, the pages are rebuilt and open browsers reload them.',
  ],
  sections: [
    {
      title: 'Server',
      flags: {
        port: {
          value: '<number>',
          help: 'Port to listen on, for connections from this machine only. Default 4020. 0 picks a free port.',
        },
      },
    },
    {
      title: 'Contents',
      flags: {
        spec: {
          value: '<file>',
          help: 'Show another OpenAPI document, in YAML or JSON, with the files that it refers to. "Try it out" is left out. Default: the document in the package, or spec/openapi.yaml in a clone of the repository.',
        },
        'allow-external-refs': {
          help: 'With --spec: allow references to URLs, and to files outside the folder of the document. Only for documents that you trust: they can read any file of yours.',
        },
        'no-mock': {
          help: 'Do not start a mock. "Try it out" then sends requests to http://localhost:4010/v1, the default address of npx billit-io mock.',
        },
      },
    },
  ],
  notes: ['Press Ctrl-C to stop.'],
  examples: ['npx billit-io docs', 'npx billit-io docs --port 8080 --no-mock', 'npx billit-io docs --spec api/openapi.yaml'],
  run: ({ flags }) => serveDocs(flags),
}

async function serveDocs(flags: Flags): Promise<void> {
  const port = readFlag(flags, 'port', 'port', parseWholeNumber) ?? 4020
  const spec = flags.get('spec')
  if (spec !== undefined && !existsSync(spec)) throw new CliError(2, `--spec: no such file: '${spec}'.`)
  const isConfined = spec !== undefined && !flags.has('allow-external-refs')
  const { name, file, files, config } = spec === undefined ? packageSource() : fileSource(spec)
  const signal = stopSignal()
  const folder = await mkdtemp(join(tmpdir(), 'billit-reference-'))
  const json = join(folder, JSON_DOWNLOAD.url)
  const tryPage = spec === undefined ? TRY_PAGE : undefined
  const build = async () => {
    await bundle(file, json, { config, isConfined, signal })
    if (tryPage) await buildTryPage(json, folder)
    await buildPage(json, join(folder, 'index.html'), {
      downloads: [JSON_DOWNLOAD],
      own: tryPage ? { tryPage, sdkPages: false } : undefined,
      signal,
    })
  }
  try {
    await build()
    await serveLive({
      folder,
      port,
      name,
      files,
      build,
      signal,
      tryPage,
      withMock: tryPage !== undefined && !flags.has('no-mock'),
    })
  } catch (error) {
    if (!signal.aborted) throw explain(error, spec)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** An OpenAPI document to show. */
interface Source {
  /** Its name in messages. */
  name: string
  file: string
  /** The files to watch. */
  files: () => string[]
  /** Its redocly.yaml, if it has one. */
  config?: string
}

const fileSource = (file: string, name = file): Source => ({ name, file, files: () => listDocumentFiles(file) })

/** The Billit document: its sources in spec/ in a clone of the repository, otherwise the file in the package. */
function packageSource(): Source {
  const { resolve } = createRequire(import.meta.url)
  const project = dirname(resolve('billit-io/package.json'))
  const folder = join(project, 'spec')
  if (!existsSync(folder)) return fileSource(ownDocument(), 'the Billit API reference')
  return {
    name: 'spec/',
    file: join(folder, 'openapi.yaml'),
    files: () => listFolder(folder),
    config: join(project, 'redocly.yaml'),
  }
}

/** For the user's document, Redocly's message is the explanation. For ours, the error is a bug in this program. */
function explain(error: unknown, spec: string | undefined): unknown {
  if (error instanceof CliError) return error
  if (error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  return spec === undefined
    ? error
    : new CliError(1, `Cannot build the reference from ${spec}:\n${messageOf(error)}`, { cause: error })
}

export interface Live {
  folder: string
  port: number
  /** The name of the document in messages. */
  name: string
  /** The files to watch. */
  files: () => string[]
  /** Writes the pages into the folder. */
  build: () => Promise<void>
  signal: AbortSignal
  /** The path of the page "Try it out", if there is one. */
  tryPage: string | undefined
  /** Whether to serve a mock on the same port. */
  withMock: boolean
}

/** Serves a built folder until the signal aborts. Rebuilds it and reloads open pages after a change of the document. */
export async function serveLive({ folder, port, name, files, build, signal, tryPage, withMock }: Live): Promise<void> {
  const host = '127.0.0.1'
  const mock = withMock ? await startMockIfInstalled() : undefined
  const site = await serveSite(folder, { port, host, api: mock && mockApi(mock) }).catch(async (error: unknown) => {
    await mock?.close()
    throw cannotListen(error, { port, host }) ?? error
  })
  const watch = watchFiles(files, async () => {
    try {
      await build()
      site.reload()
      print(`${name} changed, and the pages are rebuilt.`)
    } catch (error) {
      if (!signal.aborted) print(`${name} changed, but the pages could not be rebuilt:\n${messageOf(error)}`)
    }
  })
  const tryLine = tryPage ? `Try it out: ${site.url}${tryPage}${mock ? `, with a mock at ${site.url}v1` : ''}\n` : ''
  print(`Serving ${name} at ${site.url}\n${tryLine}Open pages reload after a change.\n\nPress Ctrl-C to stop.\n`)
  await stopped(signal)
  await watch.close()
  await site.close()
  await mock?.close()
}

/** Starts the mock that the site forwards requests to. Returns `undefined`, and prints why, if it cannot be loaded. */
async function startMockIfInstalled(): Promise<Mock | undefined> {
  try {
    return await openMock({ port: 0, host: '127.0.0.1' })
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    print(`Starting without a mock. ${error.message}`)
    return undefined
  }
}

/** Forwards the API, the mock's controls and the invoice pages that permalinks point to. */
const mockApi = (mock: Mock): Api => ({
  path: '/v1',
  owns: (pathname) => /^\/(v1|_mock|invoice)(\/|$)/.test(pathname),
  fetch: (request) => mock.fetch(request),
})
