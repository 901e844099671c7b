import { useRef, useState } from 'preact/hooks'
import type { Operation } from './model.ts'
import type { FormValues } from './request.ts'
import { type SendOptions, type SendResult, send } from './send.ts'

/** A request that was sent, and its result. The token is not part of it. */
export interface Exchange {
  at: Date
  operation: Operation
  form: FormValues
  server: string
  result: SendResult
}

/** Sends one request at a time, and keeps the results until the page closes. */
export function useExchanges() {
  const [exchange, setExchange] = useState<Exchange>()
  const [history, setHistory] = useState<Exchange[]>([])
  const [controller, setController] = useState<AbortController>()
  // A second click can come before the next render.
  const isBusy = useRef(false)

  async function run(form: FormValues, options: Omit<SendOptions, 'signal'>): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    const started = new AbortController()
    setController(started)
    const result = await send({ ...options, signal: started.signal })
    const { operation, server } = options
    const done = { at: new Date(), operation, form, server, result }
    setExchange(done)
    setHistory((before) => [done, ...before])
    setController(undefined)
    isBusy.current = false
  }

  return { exchange, setExchange, history, isSending: controller !== undefined, run, stop: () => controller?.abort() }
}
