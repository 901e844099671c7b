/** Reads one response, and prints how much the largest resident set of this process has grown. */
import { Billit } from '../../src/index.ts'

const [client, baseUrl = '', path = ''] = process.argv.slice(2)
const billit = new Billit({ token: 'bench-token', baseUrl, rateLimit: false, maxRetries: 0 })
const uuid = '00000000-0000-4000-8000-000000000000'

const readWithBillit = () => (path.endsWith('/pdf') ? billit.invoices.pdf(uuid) : billit.tags.get(Number(path.slice(6))))
const readWithFetch = async () => (await fetch(baseUrl + path)).arrayBuffer()

// Loads whatever the first call loads.
await billit.invoices.get(uuid)
const before = process.resourceUsage().maxRSS
const error = await Promise.resolve(client === 'fetch' ? readWithFetch() : readWithBillit()).then(
  () => undefined,
  (cause: Error) => cause,
)
const megabytes = (process.resourceUsage().maxRSS - before) / 1024
console.log(JSON.stringify({ megabytes, message: error?.message.length ?? 0 }))
process.exit()
