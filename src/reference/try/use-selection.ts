import { useEffect, useState } from 'preact/hooks'
import type { Model, Operation } from './model.ts'
import { parseServer } from './servers.ts'
import { formatUrl, readUrl } from './url.ts'

/** Keeps the selected operation and server in the page's URL, so that links and the Back button restore them. */
export function useSelection(model: Model, defaultServer: string) {
  const [selection, setSelection] = useState(() => readUrl(model, defaultServer))
  const { operation, server } = selection

  useEffect(() => {
    const restore = () => setSelection(readUrl(model, defaultServer))
    window.addEventListener('popstate', restore)
    return () => window.removeEventListener('popstate', restore)
  }, [])

  useEffect(() => {
    document.title = `${operation.summary}: try it out`
  }, [operation])

  return {
    ...selection,
    setNotice: (notice: string) => setSelection((before) => ({ ...before, notice })),
    formatLink: (target: Operation) => formatUrl(target, server, defaultServer),
    select(selected: Operation, on = server): void {
      window.history.pushState(null, '', formatUrl(selected, on, defaultServer))
      setSelection({ operation: selected, server: on, notice: '' })
    },
    /** The URL changes only once the server is valid. */
    setServer(changed: string): void {
      setSelection({ operation, server: changed, notice: '' })
      if ('url' in parseServer(changed, model.sandbox)) {
        window.history.replaceState(null, '', formatUrl(operation, changed, defaultServer))
      }
    },
  }
}
