import { serveSite } from '../reference/serve.ts'
import { watchFiles } from '../reference/watch.ts'
import { cannotListen } from './cannot-listen.ts'
import { print } from './print.ts'
import { stopped } from './stop-signal.ts'

export interface Live {
  folder: string
  port: number
  /** What the messages call the document. */
  name: string
  /** The files whose changes count. */
  files: () => string[]
  /** Writes the pages of the document into the folder, again. */
  build: () => Promise<void>
  signal: AbortSignal
}

/** Serves a folder that has been built, until the signal aborts. What is open in a browser loads again after a change of the document. */
export async function serveLive({ folder, port, name, files, build, signal }: Live): Promise<void> {
  const host = '127.0.0.1'
  const site = await serveSite(folder, { port, host }).catch((error: unknown) => {
    throw cannotListen(error, { port, host }) ?? error
  })
  const rebuild = async () => {
    try {
      await build()
      site.reload()
      print(`${name} has changed: built again.`)
    } catch (error) {
      if (!signal.aborted) print(`${name} has changed, but the pages stay as they were:\n${messageOf(error)}`)
    }
  }
  let building = Promise.resolve()
  const unwatch = watchFiles(files, () => {
    building = building.then(rebuild)
  })
  print(`${site.url} shows ${name}, and loads again when it changes.\n\nCtrl-C stops it.\n`)
  await stopped(signal)
  unwatch()
  await building
  await site.close()
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
