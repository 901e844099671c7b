import { type Message, type Problem, type ProblemCode, problemCodes, type Severity } from '../core/problem.ts'

type Fixed = { [Code in ProblemCode]: (typeof problemCodes)[Code] extends Severity ? Code : never }[ProblemCode]

/** A problem of a kind that is always as bad. */
export const problem = (code: Fixed, path: string, message: Message): Problem => ({
  severity: problemCodes[code],
  path,
  code,
  message,
})

/** A problem that is an error only where it is certain. */
export const problemIf = (isCertain: boolean, code: Exclude<ProblemCode, Fixed>, path: string, message: Message): Problem => ({
  severity: isCertain ? 'error' : 'warning',
  path,
  code,
  message,
})
