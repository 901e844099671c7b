import type { problemCodes } from '../../generated/mydata-rules.ts'

export { aadeCodes, problemCodes } from '../../generated/mydata-rules.ts'

/** The code of a problem that `checkInvoice()` finds. */
export type ProblemCode = keyof typeof problemCodes

/** `error`: the API or the tax authority rejects the invoice. `warning`: it may reject the invoice. */
export type Severity = 'error' | 'warning'

/** A message in English and Greek. */
export interface Message {
  /** The message in English. */
  en: string
  /** The message in Greek. */
  el: string
}

/** A problem in the draft of an invoice. */
export interface Problem {
  /** `error` if the rejection is certain, otherwise `warning`. */
  severity: Severity
  /** The field with the problem, such as `products.0.incomeClassificationType`. */
  path: string
  /** The code of the problem. */
  code: ProblemCode
  /** The error code that the tax authority would return, such as `'217'`. Missing if only the API rejects the invoice. */
  aade?: string
  /** The problem and its cure. */
  message: Message
}
