/**
 * `npm run bench`: prints a Markdown table. `npm run bench -- --write` also puts it into README.md beside this file.
 * Everything is measured in one run, since only ratios mean anything from one machine to the next.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { timeCalls } from './calls.ts'
import { timeLimit } from './limit.ts'
import { peakHeap } from './memory.ts'
import { loadMock } from './mock.ts'
import { timePaging } from './paging.ts'

const server = spawn(process.execPath, [fileURLToPath(new URL('server.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [port] = await once(server.stdout, 'data')
const baseUrl = `http://127.0.0.1:${String(port).trim()}`

const calls = await timeCalls(baseUrl)
const paging = await timePaging(baseUrl)
const limit = await timeLimit()
const heap = await peakHeap(baseUrl, [10_000, 100_000, 1_000_000])
server.kill()
const mocks = { 'billit mock': await loadMock('billit'), 'Prism alone': await loadMock('prism') }

const row = (...cells: Array<string | number>) => `| ${cells.join(' | ')} |`
const ratio = (value: number, unit: number) => (value / unit).toFixed(2)
const { fetch: bare = Number.NaN, 'the generated client': generated = Number.NaN } = calls

const report = `# Benchmarks

Written by \`npm run bench -- --write\`, on Node ${process.version}. Compare the ratios, not the times.

## One call

Against a local server, one after the other.

| Client | Microseconds | Bare fetch = 1 | Generated client = 1 |
| --- | ---: | ---: | ---: |
${Object.entries(calls)
  .sort(([, a], [, b]) => a - b)
  .map(([name, time]) => row(name, (time * 1000).toFixed(0), ratio(time, bare), ratio(time, generated)))
  .join('\n')}

## 10,000 rows at 100 ms a request

The floor is one round trip for the first page, then one for each eight of those that remain.

| Way | Milliseconds | Floor = 1 |
| --- | ---: | ---: |
${row('`list({}, { concurrency: 8 })`', paging.ahead.toFixed(0), ratio(paging.ahead, paging.floor))}
${row('`list()`', paging.sequential.toFixed(0), ratio(paging.sequential, paging.floor))}
${row('A plain loop, 25 rows a page (from a tenth of the rows)', paging.loop.toFixed(0), ratio(paging.loop, paging.floor))}

## 150 calls at 60 a window of one second

| Milliseconds | Floor (two windows) = 1 | Refused with 429 |
| ---: | ---: | ---: |
${row(limit.time.toFixed(0), ratio(limit.time, limit.floor), limit.refused)}

## Memory while a listing is read

Live heap above idle, at its peak, with eight pages asked for ahead.

| Rows | MB |
| ---: | ---: |
${Object.entries(heap)
  .map(([rows, megabytes]) => row(Number(rows).toLocaleString('en'), megabytes.toFixed(1)))
  .join('\n')}

## The mock

Ten connections for 20 seconds each, with a data set of 120 contacts and 600 invoices. Creating keeps what is created.

| | Start-up, ms | List 25 rows, a second | Create, a second | Errors | Live heap after listing, after creating, MB |
| --- | ---: | ---: | ---: | ---: | ---: |
${Object.entries(mocks)
  .map(([name, { startUp, list, create }]) =>
    row(
      name,
      startUp.toFixed(0),
      list.perSecond.toFixed(0),
      create.perSecond.toFixed(0),
      list.errors + create.errors,
      `${list.growth.toFixed(1)}, ${create.growth.toFixed(1)}`,
    ),
  )
  .join('\n')}
`
console.log(report)
if (process.argv.includes('--write')) writeFileSync(new URL('README.md', import.meta.url), report)
