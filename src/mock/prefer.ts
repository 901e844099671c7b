import type { Preference } from './judge.ts'

export interface Wishes extends Preference {
  /** Milliseconds before the answer. */
  delay?: number
}

const LONGEST_DELAY = 60_000

/** Reads `Prefer: code=503, example=paid, dynamic=true, delay=800`. What it does not know it leaves alone. */
export function readPrefer(header: string | undefined): Wishes {
  const pairs = (header ?? '').split(/[,;]/).map((pair) => pair.split('=').map((part) => part.trim()))
  const wishes: Wishes = {}
  for (const [name, value = ''] of pairs) {
    if (name === 'code' && /^\d{3}$/.test(value)) wishes.code = Number(value)
    if (name === 'example' && value) wishes.exampleKey = value
    if (name === 'dynamic' && value === 'true') wishes.dynamic = true
    if (name === 'delay' && /^\d+$/.test(value)) wishes.delay = Math.min(LONGEST_DELAY, Number(value))
  }
  return wishes
}

/** Whether an answer of Prism's is asked for, in place of one from the records. */
export const wantsExample = ({ code, exampleKey, dynamic }: Wishes): boolean => (code ?? exampleKey ?? dynamic) !== undefined
