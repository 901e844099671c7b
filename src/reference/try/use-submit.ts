import { useEffect, useState } from 'preact/hooks'
import type { ApiRequest, BuiltRequest } from './request.ts'
import type { ParsedServer } from './servers.ts'

export interface SubmitOptions {
  built: BuiltRequest
  destination: ParsedServer
  isSending: boolean
  needsConfirmation: boolean
  onNotice: (notice: string) => void
  onSend: (request: ApiRequest, server: string) => void
}

/** Checks the form, asks for confirmation if needed, then sends. Ctrl+Enter submits too. */
export function useSubmit({ built, destination, isSending, needsConfirmation, onNotice, onSend }: SubmitOptions) {
  const [isConfirming, setConfirming] = useState(false)

  function submit(): void {
    if (isSending || isConfirming) return
    if ('error' in destination) onNotice(destination.error)
    else if ('error' in built) onNotice(built.error)
    else {
      onNotice('')
      if (needsConfirmation) setConfirming(true)
      else onSend(built.request, destination.url)
    }
  }

  function confirm(isConfirmed: boolean): void {
    setConfirming(false)
    if (isConfirmed && 'request' in built && 'url' in destination) onSend(built.request, destination.url)
  }

  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, repeat }: KeyboardEvent) => {
      if (key === 'Enter' && (ctrlKey || metaKey) && !repeat) submit()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  return { isConfirming, submit, confirm }
}
