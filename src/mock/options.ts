import type { MockOptions } from './types.ts'

/** @throws TypeError naming the option and the cure. */
export function checkOptions({ port, seed, rows, latency, faultRate }: MockOptions): void {
  if (port !== undefined && !isInteger(port, 0, 65_535))
    throw new TypeError(`port must be an integer from 0 to 65535, not ${port}.`)
  if (seed !== undefined && !isInteger(seed, 0, Number.MAX_SAFE_INTEGER))
    throw new TypeError(`seed must be an integer from 0, not ${seed}.`)
  if (rows !== undefined && !isInteger(rows, 0, 100_000))
    throw new TypeError(`rows must be an integer from 0 to 100000, not ${rows}.`)
  if (faultRate !== undefined && !(faultRate >= 0 && faultRate <= 1))
    throw new TypeError(`faultRate must be from 0 to 1, not ${faultRate}.`)
  if (latency !== undefined) {
    const [from, to] = typeof latency === 'number' ? [latency, latency] : latency
    if (!(from >= 0 && to >= from)) throw new TypeError(`latency must be milliseconds, or from and to, not ${latency}.`)
  }
}

const isInteger = (value: number, from: number, to: number): boolean =>
  Number.isSafeInteger(value) && value >= from && value <= to
