import type { problemCodes } from '../../generated/mydata-rules.ts'

export { aadeCodes, problemCodes } from '../../generated/mydata-rules.ts'

/** Names a kind of problem. */
export type ProblemCode = keyof typeof problemCodes

/** What the API or the tax authority would reject (`error`), or may reject (`warning`). */
export type Severity = 'error' | 'warning'

/** In English and Greek. */
export interface Message {
  /** In English. */
  en: string
  /** In Greek. */
  el: string
}

/** Something that is wrong with an invoice. */
export interface Problem {
  /** Whether it is certain. */
  severity: Severity
  /** The field, such as `products.0.incomeClassificationType`. */
  path: string
  /** What kind of problem it is. */
  code: ProblemCode
  /** The code of the error that the tax authority would answer, such as `'217'`. Missing where only the API objects. */
  aade?: string
  /** What is wrong, and what would be right. */
  message: Message
}
