import { ConfigurationError, InvalidArgumentError } from './errors.ts'
import type { Problem } from './mydata/problem.ts'
import type { Logger } from './pipeline/log.ts'
import type { Account, InvoiceCreate, InvoiceUpdate } from './types.ts'

/** Looks for what would be rejected, such as `checkInvoice` of `billit-io/mydata`. */
export type InvoiceCheck = (draft: InvoiceCreate | InvoiceUpdate, account?: Account) => Problem[]

/** The check that the option `preflight` asks for. */
export async function loadCheck(preflight: true | InvoiceCheck): Promise<InvoiceCheck> {
  if (preflight !== true) return preflight
  // package.json gives it to Node, Bun and Deno alone: the codes weigh more than the SDK, and most bundles need none of them.
  const { checkInvoice } = await import('#mydata')
  if (checkInvoice) return checkInvoice
  throw new ConfigurationError(
    'preflight: true does not work in a bundle for browsers: import checkInvoice from billit-io/mydata, and pass preflight: checkInvoice.',
  )
}

/** @throws InvalidArgumentError with the problems, if one of them is an error. Warnings are logged. */
export function refuseProblems(problems: readonly Problem[], logger: Logger | undefined): void {
  const tell = ({ path, message }: Problem) => `${path}: ${message.en}`
  for (const problem of problems) if (problem.severity === 'warning') logger?.warn(`preflight: ${tell(problem)}`)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new InvalidArgumentError(`The invoice would be rejected. ${errors.map(tell).join(' ')}`, { problems })
}
