import { isLoopback } from '../core/loopback.ts'

/** Whether a URL leads to this machine, for example to a mock or a local proxy. */
export const isLocal = (url: string): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname)
