import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { messageOf } from '../core/text.ts'
import type { Mock } from '../mock/types.ts'
import { buildOwnPages } from '../reference/own-pages.ts'
import { buildPage, JSON_DOWNLOAD } from '../reference/page.ts'
import { bundle } from '../reference/redocly.ts'
import { type Api, type Site, serveSite } from '../reference/serve.ts'
import { TRY_PAGE } from '../reference/try-page.ts'
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
    'The reference has a guide, and the fields, examples and code samples of every operation. A second page, "Try it out", sends requests to a mock on the same port. The pages load nothing from other hosts.',
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
          help: 'Show another OpenAPI document, in YAML or JSON, with the files that it refers to. "Try it out" is left out. When a file changes, the pages are rebuilt and open browsers reload them. Needs the optional package @redocly/cli.',
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
  const withMock = !flags.has('no-mock')
  const spec = flags.get('spec')
  if (spec === undefined) return serveOwnReference(port, withMock)
  if (!existsSync(spec)) throw new CliError(2, `--spec: no such file: '${spec}'.`)
  const isConfined = !flags.has('allow-external-refs')
  try {
    await buildAndServe({ port, name: spec, files: () => listDocumentFiles(spec) }, async (folder, signal) => {
      const json = join(folder, JSON_DOWNLOAD.url)
      await bundle(spec, json, { isConfined, signal })
      await buildPage(json, join(folder, 'index.html'), { downloads: [JSON_DOWNLOAD], signal })
    })
  } catch (error) {
    throw explain(error, spec)
  }
}

/** Serves the pages of the package. In a clone of the repository, builds them from spec/. */
async function serveOwnReference(port: number, withMock: boolean): Promise<void> {
  const project = dirname(createRequire(import.meta.url).resolve('billit-io/package.json'))
  const sources = join(project, 'spec')
  const page = { port, tryPage: TRY_PAGE, withMock }
  if (!import.meta.url.endsWith('.ts') || !existsSync(sources)) {
    const files = { [`/${JSON_DOWNLOAD.url}`]: ownDocument() }
    const folder = join(project, 'dist/reference')
    return serveReference({ ...page, folder, files, name: 'the Billit API reference', signal: stopSignal() })
  }
  const document = join(sources, 'openapi.yaml')
  const config = join(project, 'redocly.yaml')
  await buildAndServe({ ...page, name: 'spec/', files: () => listFolder(sources) }, async (folder, signal) => {
    const json = join(folder, JSON_DOWNLOAD.url)
    await bundle(document, json, { config, signal })
    await buildOwnPages(json, folder, signal)
  })
}

/** For Redocly's message about a document of the user. */
function explain(error: unknown, spec: string): unknown {
  if (error instanceof CliError) return error
  if (error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  return new CliError(1, [`Cannot build the reference from ${spec}:`, ...messageOf(error).split('\n')], { cause: error })
}

/** Builds the pages into a temporary folder and serves it until the user stops the program. */
async function buildAndServe(
  { files, ...page }: Pick<Reference, 'port' | 'name' | 'tryPage' | 'withMock'> & { files: () => string[] },
  build: (folder: string, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const signal = stopSignal()
  const folder = await mkdtemp(join(tmpdir(), 'billit-reference-'))
  try {
    await build(folder, signal)
    await serveReference({ ...page, folder, signal, live: { files, build: () => build(folder, signal) } })
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}

export interface Reference {
  folder: string
  /** Files outside the folder, by path. */
  files?: Record<string, string> | undefined
  port: number
  /** The name of the document in messages. */
  name: string
  signal: AbortSignal
  /** The path of the page "Try it out", if there is one. */
  tryPage?: string | undefined
  /** Whether to serve a mock on the same port. */
  withMock?: boolean | undefined
  /** How to rebuild the pages when a file of the document changes. */
  live?: Live | undefined
}

interface Live {
  /** The files to watch. */
  files: () => string[]
  /** Writes the pages into the folder. */
  build: () => Promise<void>
}

/** Serves a built folder until the signal aborts. With `live`, rebuilds it and reloads open pages after a change of the document. */
export async function serveReference({ folder, files, port, name, signal, tryPage, withMock, live }: Reference): Promise<void> {
  const host = '127.0.0.1'
  const mock = withMock ? await openMock({ port: 0, host }) : undefined
  const site = await serveSite(folder, { port, host, files, api: mock && mockApi(mock) }).catch(async (error: unknown) => {
    await mock?.close()
    throw cannotListen(error, { port, host }) ?? error
  })
  const watch = live && watchFiles(live.files, () => rebuild(live, name, site, signal))
  const tryLine = tryPage ? `Try it out: ${site.url}${tryPage}${mock ? `, with a mock at ${site.url}v1` : ''}\n` : ''
  const liveLine = live ? 'Open pages reload after a change.\n' : ''
  print(`Serving ${name} at ${site.url}\n${tryLine}${liveLine}\nPress Ctrl-C to stop.\n`)
  await stopped(signal)
  await watch?.close()
  await site.close()
  await mock?.close()
}

async function rebuild({ build }: Live, name: string, site: Site, signal: AbortSignal): Promise<void> {
  try {
    await build()
    site.reload()
    print(`${name} changed, and the pages are rebuilt.`)
  } catch (error) {
    if (!signal.aborted) print(`${name} changed, but the pages could not be rebuilt:\n${messageOf(error)}`)
  }
}

/** Forwards the API, the mock's controls and the invoice pages that permalinks point to. */
const mockApi = (mock: Mock): Api => ({
  path: '/v1',
  owns: (pathname) => /^\/(v1|_mock|invoice)(\/|$)/.test(pathname),
  fetch: (request) => mock.fetch(request),
})
