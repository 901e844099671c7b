import { InvalidArgumentError } from '../core/errors.ts'
import type { Logger } from '../core/options.ts'
import type { Problem } from '../core/problem.ts'

/** @throws InvalidArgumentError with the problems, if one of them is an error. Warnings are logged. */
export function refuseProblems(problems: readonly Problem[], logger: Logger | undefined): void {
  const tell = ({ path, message }: Problem) => `${path}: ${message.en}`
  for (const problem of problems) if (problem.severity === 'warning') logger?.warn(`preflight: ${tell(problem)}`)
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new InvalidArgumentError(`The invoice would be rejected. ${errors.map(tell).join(' ')}`, { problems })
}
