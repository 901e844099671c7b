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
import { parseWholeNumber, readFlag, readFlags } from './flags.ts'
import { openMock } from './mock-command.ts'
import { print, stopped, stopSignal } from './terminal.ts'

export const DOCS_FLAGS = {
  port: { type: 'string' },
  spec: { type: 'string' },
  'no-mock': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const DOCS_HELP = `billit-io docs: the API reference on this machine.

Usage: billit-io docs [flags]

One page with a guide, every operation, its fields, examples and samples, and
one that sends requests: Try it out. A mock answers them on the same port, so
nothing has to be set up. No page loads anything from another host. When the
document changes, the pages are built again and open browsers reload them.

Where it listens, for this machine alone
  --port <number>       Default 4020. 0 takes a free port.

What it shows
  --spec <file>         Your own OpenAPI document, YAML or JSON, with the files
                        it refers to. Default: the package's document; in a
                        clone, spec/openapi.yaml. Your own document is shown
                        without the page to try it out.
  --no-mock             No mock: requests go to http://localhost:4010/v1, where
                        billit-io mock answers.

  -h, --help            Show this text.

Ctrl-C stops it.

Examples
  billit-io docs
  billit-io docs --port 8080 --no-mock
  billit-io docs --spec api/openapi.yaml`

/** `billit-io docs`: runs until it is stopped. */
export async function docsCommand(args: string[]): Promise<void> {
  const flags = readFlags('billit-io docs', args, DOCS_FLAGS)
  if (flags.has('help')) return print(DOCS_HELP)
  const port = readFlag(flags, 'port', 'port', parseWholeNumber) ?? 4020
  const spec = flags.get('spec')
  if (spec !== undefined && !existsSync(spec)) throw new CliError(2, `--spec must be a file: there is no '${spec}'.`)
  const { name, file, files, config } = spec === undefined ? ownSource() : sourceOf(spec)
  const signal = stopSignal()
  const folder = await mkdtemp(join(tmpdir(), 'billit-reference-'))
  const json = join(folder, JSON_DOWNLOAD.url)
  const tryPage = spec === undefined ? TRY_PAGE : undefined
  const build = async () => {
    await bundle(file, json, { config, signal })
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
    if (!signal.aborted) throw explained(error, spec)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Where a document comes from. */
interface Source {
  name: string
  file: string
  /** The files whose changes matter. */
  files: () => string[]
  /** Its redocly.yaml, where it has one. */
  config?: string
}

const sourceOf = (file: string, name = file): Source => ({ name, file, files: () => listDocumentFiles(file) })

/** The package's own document: in a clone, its sources in spec/, which change; otherwise the file in the package. */
function ownSource(): Source {
  const { resolve } = createRequire(import.meta.url)
  const project = dirname(resolve('billit-io/package.json'))
  const folder = join(project, 'spec')
  if (!existsSync(folder)) return sourceOf(ownDocument(), "Billit's document")
  return {
    name: 'spec/',
    file: join(folder, 'openapi.yaml'),
    files: () => listFolder(folder),
    config: join(project, 'redocly.yaml'),
  }
}

/** For the reader's own document, Redocly's words are the explanation. For ours, an error would be a bug in this program. */
function explained(error: unknown, spec: string | undefined): unknown {
  if (error instanceof CliError) return error
  if (error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  return spec === undefined ? error : new CliError(1, `${spec} cannot be shown:\n${messageOf(error)}`, { cause: error })
}

export interface Live {
  folder: string
  port: number
  /** What the messages call the document. */
  name: string
  /** The files whose changes matter. */
  files: () => string[]
  /** Writes the pages of the document into the folder again. */
  build: () => Promise<void>
  signal: AbortSignal
  /** Where the page "Try it out" is, if there is one. */
  tryPage: string | undefined
  /** Whether a mock answers beside the pages. */
  withMock: boolean
}

/** Serves a folder that has been built, until the signal aborts. After a change of the document, open browsers reload. */
export async function serveLive({ folder, port, name, files, build, signal, tryPage, withMock }: Live): Promise<void> {
  const host = '127.0.0.1'
  const mock = withMock ? await mockBeside() : undefined
  const site = await serveSite(folder, { port, host, api: mock && apiOf(mock) }).catch(async (error: unknown) => {
    await mock?.close()
    throw cannotListen(error, { port, host }) ?? error
  })
  const watch = watchFiles(files, async () => {
    try {
      await build()
      site.reload()
      print(`${name} has changed: built again.`)
    } catch (error) {
      if (!signal.aborted) print(`${name} has changed, but the pages stay as they were:\n${messageOf(error)}`)
    }
  })
  const trying = tryPage
    ? `\n${site.url}${tryPage} sends requests${mock ? `, and a mock answers them at ${site.url}v1` : ''}.`
    : ''
  print(`${site.url} shows ${name}, and loads again when it changes.${trying}\n\nCtrl-C stops it.\n`)
  await stopped(signal)
  await watch.close()
  await site.close()
  await mock?.close()
}

/** A mock that the site passes requests on to. Without the packages that it needs, the pages are shown all the same. */
async function mockBeside(): Promise<Mock | undefined> {
  try {
    return await openMock({ port: 0, host: '127.0.0.1' })
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    print(`Without a mock: ${error.message}`)
    return undefined
  }
}

/** What the mock answers: the API, its own controls, and the pages of invoices that permalinks lead to. */
const apiOf = (mock: Mock): Api => ({
  path: '/v1',
  owns: (pathname) => /^\/(v1|_mock|invoice)(\/|$)/.test(pathname),
  fetch: (request) => mock.fetch(request),
})
