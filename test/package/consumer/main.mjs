// For Node, Bun and Deno: the addresses come as JSON, the outcomes go as JSON.
import process from 'node:process'
import * as sdk from 'billit-io'
import { smoke } from '../smoke.ts'

console.log(JSON.stringify(await smoke(sdk, JSON.parse(process.argv[2]))))
