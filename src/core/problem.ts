import type { problemCodes } from '../../generated/mydata-rules.ts'

export { aadeCodes, problemCodes } from '../../generated/mydata-rules.ts'

/** Identifies a kind of problem. */
export type ProblemCode = keyof typeof problemCodes

/** `error`: the API or the tax authority would reject the invoice. `warning`: it may reject the invoice. */
export type Severity = 'error' | 'warning'

/** A message in English and Greek. */
export interface Message {
  /** English text. */
  en: string
  /** Greek text. */
  el: string
}

/** A problem in an invoice. */
export interface Problem {
  /** Whether the invoice would be rejected (`error`) or may be rejected (`warning`). */
  severity: Severity
  /** Path of the field, such as `products.0.incomeClassificationType`. */
  path: string
  /** Kind of problem. */
  code: ProblemCode
  /** Error code that the tax authority would return, such as `'217'`. Missing if only the API rejects the invoice. */
  aade?: string
  /** Describes the problem and how to fix it. */
  message: Message
}
