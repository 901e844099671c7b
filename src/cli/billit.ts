#!/usr/bin/env node
// Import nothing before this check. An older Node could not parse the imports and would report a SyntaxError instead.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`billit-io needs Node 20.19 or later (this is ${process.versions.node}).\n`)
  process.exitCode = 1
} else {
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
}
