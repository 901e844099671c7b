export interface ServerFieldsProps {
  server: string
  sandbox: string
  /** The URL that selecting the mock fills in. */
  mock: string
  /** Whether the mock responded at the selected URL. Undefined until a response. */
  isMock: boolean | undefined
  token: string
  onServer: (server: string) => void
  onToken: (token: string) => void
}

function formatLocalServer(isMock: boolean | undefined): string {
  if (isMock === undefined) return 'Server on this machine'
  return isMock ? 'Mock on this machine' : 'Unknown server on this machine'
}

function describeLocalServer(isMock: boolean | undefined): string {
  if (isMock === undefined) return 'This page does not know yet whether the mock listens there.'
  return isMock
    ? 'A simulated Billit API on your machine. It reports nothing to the tax authority, and loses its data when it stops.'
    : 'No mock responded there. Send a token only if you know this server.'
}

/** The server and the API token. */
export function ServerFields({ server, sandbox, mock, isMock, token, onServer, onToken }: ServerFieldsProps) {
  const isSandbox = server === sandbox
  return (
    <section class="fields" aria-labelledby="server">
      <h2 id="server" class="hidden">
        Server
      </h2>
      <div class="field">
        <label for="server-choice">Server</label>
        <select
          id="server-choice"
          aria-describedby="server-help"
          value={isSandbox ? 'sandbox' : 'mock'}
          onChange={({ currentTarget }) => onServer(currentTarget.value === 'sandbox' ? sandbox : mock)}
        >
          <option value="mock">{formatLocalServer(isSandbox || isMock)}</option>
          <option value="sandbox">Sandbox</option>
        </select>
        {!isSandbox && (
          <input
            type="url"
            aria-label="Mock URL"
            spellcheck={false}
            autocomplete="off"
            value={server}
            onInput={({ currentTarget }) => onServer(currentTarget.value)}
          />
        )}
        <p class="help" id="server-help">
          {isSandbox
            ? "Billit's test system. Requests act on your sandbox account, which is wiped every month."
            : describeLocalServer(isMock)}
        </p>
      </div>
      <div class="field">
        <label for="credential">API token</label>
        <input
          id="credential"
          type="password"
          aria-describedby="credential-help"
          placeholder={isSandbox ? 'from your sandbox account' : 'optional, any value works'}
          autocomplete="off"
          spellcheck={false}
          value={token}
          onInput={({ currentTarget }) => onToken(currentTarget.value)}
        />
        <p class="help" id="credential-help">
          Kept in memory only, and sent only to the server you select.
        </p>
      </div>
    </section>
  )
}
