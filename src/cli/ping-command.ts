import type { Account } from '../index.ts'
import { type Client, withClient } from './client.ts'
import type { Command } from './command.ts'
import { renderFields } from './format/table.ts'
import { OUTPUT, SERVER } from './global-flags.ts'
import { print, printStyled, terminalWidth } from './terminal.ts'

/** `billit-io ping`: one GET of the account. */
export const pingCommand: Command = {
  name: 'ping',
  summary: 'Check the token, and show whose account it is for.',
  description: [
    'Sends one request, GET /account. It shows the address of the server, the account, whether the token may write, and how many requests are left in this minute.',
    'Only a write can show that a token may write, and this command sends none. A new production token is read-only until Billit grants write access.',
  ],
  sections: [SERVER, OUTPUT],
  examples: [
    'npx billit-io ping',
    'npx billit-io ping --environment production --token-file token.txt',
    'npx billit-io ping --base-url http://127.0.0.1:4010/v1',
  ],
  run: ({ flags }) =>
    withClient(flags, async (client) => {
      const result = await ping(client)
      if (flags.has('json')) print(JSON.stringify(result))
      else printStyled(renderFields(fieldsOf(result), terminalWidth()))
    }),
}

interface Ping {
  baseUrl: string
  environment: string | null
  account: string
  company: string | null
  vatId: string | null
  /** `false` if the account cannot write now, otherwise `null`: not known. */
  mayWrite: false | null
  /** Why the account cannot write. */
  blocked: string | null
  requestsLeft: number | null
  requestsPerMinute: number | null
}

async function ping({ billit, server, signal }: Client): Promise<Ping> {
  const { data: account, response } = await billit.account.get({ refresh: true, signal }).withResponse()
  const blocked = whyBlocked(account)
  const biller = account.relations?.biller
  return {
    baseUrl: server.baseUrl,
    environment: server.environment ?? null,
    account: account.uuid,
    company: biller?.company ?? null,
    vatId: biller?.vatId ?? null,
    mayWrite: blocked === undefined ? null : false,
    blocked: blocked ?? null,
    requestsLeft: readCount(response.headers.get('X-RateLimit-Remaining')),
    requestsPerMinute: readCount(response.headers.get('X-RateLimit-Limit')),
  }
}

function whyBlocked({ isBlocked, isSuspended, isExpired }: Account): string | undefined {
  if (isBlocked) return 'Billit has blocked the account'
  if (isSuspended) return 'the account is suspended'
  return isExpired ? 'the plan of the account has expired' : undefined
}

const readCount = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null)

function fieldsOf(result: Ping): [string, string][] {
  const { baseUrl, environment, account, company, vatId, blocked, requestsLeft, requestsPerMinute } = result
  const left = requestsPerMinute === null ? `${requestsLeft}` : `${requestsLeft} of ${requestsPerMinute}`
  const unknown = environment === 'production' ? 'not known; a new production token is read-only' : 'not known'
  return [
    ['Server', environment === null ? baseUrl : `${baseUrl} (${environment})`],
    ['Account', account],
    ['Company', [company, vatId].filter((part) => part !== null).join(', VAT number ')],
    ['May write', blocked === null ? unknown : `no: ${blocked}`],
    ['Requests left', requestsLeft === null ? 'not known' : left],
  ]
}
