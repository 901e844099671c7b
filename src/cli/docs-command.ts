import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildPage, bundle, JSON_DOWNLOAD } from '../reference/page.ts'
import { filesIn, filesOf } from '../reference/watch.ts'
import { ownDocument } from '../tools/own-document.ts'
import { MissingPeer } from '../tools/peers.ts'
import { CliError } from './cli-error.ts'
import { readDocsFlags } from './docs-flags.ts'
import { DOCS_HELP } from './docs-help.ts'
import { messageOf, serveLive } from './docs-live.ts'
import { print } from './print.ts'
import { stopSignal } from './stop-signal.ts'

/** `billit docs`: runs until it is stopped. */
export async function docsCommand(args: string[]): Promise<void> {
  const { help, port, spec } = readDocsFlags(args)
  if (help) return print(DOCS_HELP)
  if (spec !== undefined && !existsSync(spec)) throw new CliError(2, `--spec must be a file: there is no '${spec}'.`)
  const { name, file, files, config } = spec === undefined ? ownSource() : sourceOf(spec)
  const signal = stopSignal()
  const folder = await mkdtemp(join(tmpdir(), 'billit-reference-'))
  const json = join(folder, JSON_DOWNLOAD.url)
  const build = async () => {
    await bundle(file, json, config, signal)
    await buildPage(json, join(folder, 'index.html'), [JSON_DOWNLOAD], signal)
  }
  try {
    await build()
    await serveLive({ folder, port, name, files, build, signal })
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
  /** Those whose changes count. */
  files: () => string[]
  config?: string
}

const sourceOf = (file: string, name = file): Source => ({ name, file, files: () => filesOf(file) })

/** The package's own document: in a clone what it is made of, which changes; else the file that is shipped. */
function ownSource(): Source {
  const { resolve } = createRequire(import.meta.url)
  const project = dirname(resolve('billit-io/package.json'))
  const folder = join(project, 'spec')
  if (!existsSync(folder)) return sourceOf(ownDocument(), "Billit's document")
  return {
    name: 'spec/',
    file: join(folder, 'openapi.yaml'),
    files: () => filesIn(folder),
    config: join(project, 'redocly.yaml'),
  }
}

/** What Redocly says of a reader's document is told in its words. Of ours, it would be a fault of the program. */
function explained(error: unknown, spec: string | undefined): unknown {
  if (error instanceof CliError) return error
  if (error instanceof MissingPeer) return new CliError(1, error.message, { cause: error })
  return spec === undefined ? error : new CliError(1, `${spec} cannot be shown:\n${messageOf(error)}`, { cause: error })
}
