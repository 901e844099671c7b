/** The URLs of databases. They may contain a password, which no message may show. */

/** The end of a message about an invalid URL. */
export const HOW_TO_ENCODE = 'Encode special characters in a password: # as %23, / as %2F, ? as %3F, @ as %40 and % as %25.'

/**
 * Whether a text is the URL of a server. An unencoded `#`, `/` or `?` in a password would end the address early, so that a part
 * of the password looks like a port, a path or a query.
 */
export function isConnectionUrl(text: string): boolean {
  // Without a host, PostgreSQL uses its own default.
  const url = text.replace('@/', '@localhost/')
  if (!URL.canParse(url)) return false
  const { pathname, search, hash } = new URL(url)
  return hash === '' && !/@/.test(pathname + search)
}

/** The URL without user, password and query, for messages. */
export function withoutCredentials(url: string, name: string): string {
  if (!isConnectionUrl(url) || !URL.canParse(url)) return name
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/** Removes the password of a URL from a text. */
export function redactPassword(text: string, url: string): string {
  if (!URL.canParse(url)) return text
  const { password, searchParams } = new URL(url)
  const secrets = [decode(password), password, searchParams.get('password')].filter((secret) => secret)
  return secrets.reduce<string>((safe, secret) => safe.replaceAll(`${secret}`, '…'), text)
}

/** Whether every `%` starts an encoded character. PostgreSQL's driver reads any other `%` as it is, and Redis's fails. */
export const isDecodable = (text: string): boolean => decode(text) !== undefined

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
