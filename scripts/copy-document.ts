/** Puts the document beside the built files, as JSON and as YAML: the entries `billit-io/openapi.json` and `.yaml`. */
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

copyFileSync('generated/openapi.json', 'dist/openapi.json')
await bundle('dist/openapi.yaml')
