/**
 * Keeps Redocly from reading files outside some folders, and from using the network. Otherwise an OpenAPI document could refer to
 * any file of this machine, and to any address that this machine reaches.
 */
import { realpathSync } from 'node:fs'

/** Where the message of a refused reference leads. */
export const ALLOW_FLAG = '--allow-external-refs'

/** Runs in the process of Redocly, before it. Redocly reads references with `fs.promises.readFile`, whichever way they are spelled. */
const guard = (folders: string[]): string => `
  import fs from 'node:fs'
  import net from 'node:net'
  import path from 'node:path'
  import { fileURLToPath } from 'node:url'
  const folders = ${JSON.stringify(folders)}
  const explain = (what) => new Error(what + '. References to it need the flag ${ALLOW_FLAG}.')
  const read = fs.promises.readFile
  fs.promises.readFile = async (file, ...options) => {
    const real = fs.realpathSync(String(file).startsWith('file:') ? fileURLToPath(file) : file)
    if (folders.some((folder) => real.startsWith(folder + path.sep))) return read(real, ...options)
    throw explain(file + ' is outside the folder of the document')
  }
  globalThis.fetch = async (address) => {
    throw explain((address.url ?? address) + ' is not a file in the folder of the document')
  }
  net.Socket.prototype.connect = () => {
    throw explain('A URL is not a file in the folder of the document')
  }`

/** Arguments of Node that apply the guard. */
export const guardArguments = (folders: string[]): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(guard(folders.map((folder) => realpathSync(folder))))}`,
]
