/** `npm run mutate`: starts StrykerJS with the arguments that follow. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installTools, toolsFolder } from '../support/tools.ts'

await installTools('mutation')
const config = fileURLToPath(new URL('stryker.config.json', import.meta.url))
const stryker = join(toolsFolder('mutation'), 'node_modules/@stryker-mutator/core/bin/stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run', config, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1
