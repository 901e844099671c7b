#!/usr/bin/env node
// Nothing is imported before: an older Node could not load it, and would say so with a SyntaxError.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`billit needs Node 20.19 or later (this is ${process.versions.node}).\n`)
  process.exitCode = 1
} else {
  const { run } = await import('./run.ts')
  process.exitCode = await run(process.argv.slice(2))
}
