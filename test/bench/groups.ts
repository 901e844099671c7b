/** The groups of benchmarks. Each returns its results as Markdown. */
import type { Outcome } from '../rate-limit/processes.ts'
import { timeCalls } from './calls.ts'
import { type ExportCost, timeExports } from './export.ts'
import { timeImports } from './imports.ts'
import { measureLargeResponses } from './large-responses.ts'
import { timeLimit } from './limit.ts'
import { measurePeakHeap } from './memory.ts'
import { loadMocks } from './mock.ts'
import { timePaging } from './paging.ts'
import { timeSharedLimit } from './rate-limit.ts'
import { measureReference, type PageCost } from './reference.ts'
import { timeTypes } from './types.ts'
import { withServer } from './with-server.ts'

export interface Group {
  heading: string
  report: () => Promise<string>
}

const row = (...cells: Array<string | number>) => `| ${cells.join(' | ')} |`
const ratio = (value: number, unit: number) => (value / unit).toFixed(2)

/** By the name for `npm run bench -- <name>`, in the order of the README. */
export const GROUPS: Record<string, Group> = {
  calls: { heading: 'One call', report: calls },
  paging: { heading: '10,000 rows at 100 ms a request', report: paging },
  limit: { heading: '150 calls with a limit of 60 a second', report: limit },
  fleet: { heading: '240 calls from several processes with a limit of 60 in ten seconds', report: fleet },
  memory: { heading: 'Memory while reading a list', report: memory },
  large: { heading: 'Memory while reading a large response', report: large },
  imports: { heading: 'Import', report: imports },
  types: { heading: 'Type check', report: types },
  mock: { heading: 'The mock', report: mock },
  export: { heading: 'An export', report: exports },
  reference: { heading: 'The reference', report: reference },
}

async function calls(): Promise<string> {
  const times = await withServer(timeCalls)
  const { fetch: bare = Number.NaN, 'the generated client': generated = Number.NaN } = times
  return `Against a local server, one call after the other.

| Client | Microseconds | Bare fetch = 1 | Generated client = 1 |
| --- | ---: | ---: | ---: |
${Object.entries(times)
  .sort(([, a], [, b]) => a - b)
  .map(([name, time]) => row(name, (time * 1000).toFixed(0), ratio(time, bare), ratio(time, generated)))
  .join('\n')}`
}

async function paging(): Promise<string> {
  const { ahead, sequential, loop, floor } = await withServer(timePaging)
  return `The floor is one round trip for the first page, then one for every eight of the remaining pages.

| Method | Milliseconds | Floor = 1 |
| --- | ---: | ---: |
${row('`list({}, { concurrency: 8 })`', ahead.toFixed(0), ratio(ahead, floor))}
${row('`list()`', sequential.toFixed(0), ratio(sequential, floor))}
${row('A plain loop, 25 rows a page (from a tenth of the rows)', loop.toFixed(0), ratio(loop, floor))}`
}

async function limit(): Promise<string> {
  const { time, floor, refused } = await timeLimit()
  return `| Milliseconds | Floor (two windows) = 1 | Refused with 429 |
| ---: | ---: | ---: |
${row(time.toFixed(0), ratio(time, floor), refused)}`
}

async function fleet(): Promise<string> {
  const line = (processes: number, way: string, { refused, failed, milliseconds, floor, commands }: Outcome) =>
    row(
      processes,
      way,
      refused,
      failed,
      (milliseconds / 1000).toFixed(1),
      ratio(milliseconds, floor),
      (commands / 240).toFixed(1),
    )
  return `The floor is three windows. The last column counts the commands that ioredis sends. In such a short window, a transaction of four commands follows each response, so that its slot ends with the window. A window of a minute does not need it.

| Processes | Shared | Refused with 429 | Failed calls | Seconds | Floor = 1 | Redis commands per call |
| ---: | --- | ---: | ---: | ---: | ---: | ---: |
${(await timeSharedLimit([1, 4, 8]))
  .flatMap(({ processes, shared, alone }) => [line(processes, 'a Redis', shared), line(processes, 'nothing', alone)])
  .join('\n')}`
}

async function memory(): Promise<string> {
  const heap = await withServer((baseUrl) => measurePeakHeap(baseUrl, [10_000, 100_000, 1_000_000]))
  return `Peak of the live heap above idle, with eight pages prefetched.

| Rows | MB |
| ---: | ---: |
${Object.entries(heap)
  .map(([rows, megabytes]) => row(Number(rows).toLocaleString('en'), megabytes.toFixed(1)))
  .join('\n')}`
}

async function large(): Promise<string> {
  const line = (name: string, { wire, sdk, bare }: Awaited<ReturnType<typeof measureLargeResponses>>[string]) =>
    row(name, ...[wire, sdk.megabytes, bare.megabytes].map((megabytes) => megabytes.toFixed(0)), sdk.message)
  return `Growth of the largest resident set of a new process, in megabytes. billit-io stops reading at 32 MB, a PDF at 64 MB and an error at 1 MB. \`fetch\` reads everything into an \`ArrayBuffer\`.

| Response | On the wire | billit-io | fetch | Characters of the error message |
| --- | ---: | ---: | ---: | ---: |
${Object.entries(await measureLargeResponses())
  .map(([name, peaks]) => line(name, peaks))
  .join('\n')}`
}

async function imports(): Promise<string> {
  const times = await timeImports()
  const { nothing = Number.NaN, ofetch = Number.NaN } = times
  return `A process that imports the built package and ends.

| Imports | Milliseconds | Above an empty script | ofetch = 1 |
| --- | ---: | ---: | ---: |
${Object.entries(times)
  .map(([name, time]) => row(name, time.toFixed(1), (time - nothing).toFixed(1), ratio(time, ofetch)))
  .join('\n')}`
}

async function types(): Promise<string> {
  const checked = await timeTypes()
  return `\`tsc --strict --skipLibCheck\` on a program that lists invoices with the built package, and on one that fetches them with ofetch.

| Imports | Seconds | Check only | Types | Instantiations | Memory, MB |
| --- | ---: | ---: | ---: | ---: | ---: |
${Object.entries(checked)
  .map(([name, { seconds, checkSeconds, types, instantiations, megabytes }]) =>
    row(name, seconds.toFixed(2), checkSeconds.toFixed(2), types, instantiations, megabytes.toFixed(0)),
  )
  .join('\n')}`
}

async function mock(): Promise<string> {
  const loads = await loadMocks(['600', '6000', '60000', 'prism'])
  const { prism } = loads
  const beside = (value: number, unit: number | undefined) => `${value.toFixed(0)} (${ratio(value, unit ?? Number.NaN)})`
  return `Ten connections, and a fifth as many contacts as invoices. The rates are requests per second of the server's CPU time, so that other load on the machine does not matter. The median of three runs. In brackets: relative to plain Prism, which always returns an example of two contacts. Created contacts are stored.

| | Start-up, ms | List 25 contacts, per second | Search contacts, per second | Create, per second | Errors | Live heap before and after, MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${Object.entries(loads)
  .map(([kind, { startUp, list, search, create, errors, heap }]) =>
    row(
      kind === 'prism' ? 'Plain Prism' : `${Number(kind).toLocaleString('en')} invoices`,
      startUp.toFixed(0),
      beside(list, prism?.list),
      beside(search, prism?.search),
      beside(create, prism?.create),
      errors,
      heap.map((megabytes) => megabytes.toFixed(0)).join(', '),
    ),
  )
  .join('\n')}`
}

async function exports(): Promise<string> {
  const line = (target: string, run: string, { seconds, rows, requests, heap }: ExportCost) =>
    row(target, run, seconds.toFixed(0), (rows / seconds).toFixed(0), requests, heap.toFixed(1))
  return `60,000 invoices and 12,000 contacts from a local server to SQLite, and a tenth of them to the others, without a rate limit. The first run requests each invoice, the second finds nothing new and reads 1 % of the invoices again. The heap is the peak of the live heap above idle, in megabytes.

| Target | Run | Seconds | Records per second | Requests | Heap |
| --- | --- | ---: | ---: | ---: | ---: |
${Object.entries(await timeExports(60_000, 6000))
  .flatMap(([target, { first, second }]) => [line(target, 'First', first), line(target, 'Second', second)])
  .join('\n')}`
}

async function reference(): Promise<string> {
  const { site, reference, pages } = await measureReference()
  const line = (name: string, { requests, foreign, plain, gzipped, painted, heading, ready }: PageCost) =>
    row(name, requests, foreign, ...[plain, gzipped, painted, heading, ready].map((value) => value.toFixed(0)))
  return `\`npm run docs\`, and its pages in Chromium, opened from disk at 1400 px with an empty cache. The times are medians of seven runs, from the start of the navigation.

| Build | Milliseconds |
| --- | ---: |
${row('Everything', site.toFixed(0))}
${row('Only the pages that depend on `spec/`, as after a change', reference.toFixed(0))}

| Page | Requests | To other hosts | kB | kB, gzipped | First paint, ms | First heading, ms | Responds to clicks, ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${line('The reference', pages.reference)}
${line('Try it out', pages.tryPage)}`
}
