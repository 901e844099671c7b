// For Node, Bun and Deno. Reads the addresses as JSON from its argument, and prints the outcomes as JSON.
import process from 'node:process'
import * as sdk from 'billit-io'
import { smoke } from '../smoke.ts'

console.log(JSON.stringify(await smoke(sdk, JSON.parse(process.argv[2]))))
