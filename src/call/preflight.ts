import { InvalidArgumentError } from '../core/errors.ts'
import type { Problem } from '../core/problem.ts'
import type { Account, InvoiceCreate, InvoiceUpdate } from '../core/types.ts'
import type { Logger } from '../pipeline/log.ts'

/** Looks for what would be rejected, such as `checkInvoice` of `billit-io/mydata`. */
export type InvoiceCheck = (draft: InvoiceCreate | InvoiceUpdate, account?: Account) => Problem[]

/** @throws InvalidArgumentError with the problems, if one of them is an error. Warnings are logged. */
export function refuseProblems(problems: readonly Problem[], logger: Logger | undefined): void {
  const tell = ({ path, message }: Problem) => `${path}: ${message.en}`
  for (const problem of problems) if (problem.severity === 'warning') logger?.warn(`preflight: ${tell(problem)}`)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new InvalidArgumentError(`The invoice would be rejected. ${errors.map(tell).join(' ')}`, { problems })
}
