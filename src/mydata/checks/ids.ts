import { show } from '../../core/arguments.ts'
import type { Problem } from '../../core/problem.ts'
import { isSame } from '../given.ts'
import { problem } from '../problem.ts'
import { type Check, eachRow, taxOf } from './context.ts'

/** Whether the account has what the ids name. */
export const checkIds: Check = (context) => {
  const { draft, account } = context
  const { vats, paymentMethods, ossProductTaxes = [] } = account
  const checkTax = (path: string, id: number | undefined): Problem[] =>
    !vats || id === undefined || taxOf(context, id) ? [] : [unknownId(path, id)]
  // Which of the two lists a row under OSS names is not published.
  const checkRate = (path: string, id: number | undefined): Problem[] =>
    ossProductTaxes.some((rate) => isSame(rate.id, id)) ? [] : checkTax(path, id)
  return [
    ...eachRow(context, (row, path) => [...checkRate(`${path}.vatId`, row.vatId), ...checkTax(`${path}.taxId`, row.taxId)]),
    ...draft.taxes.flatMap(({ taxId }, index) => checkTax(`taxes.${index}.taxId`, taxId)),
    ...draft.paymentMethod.flatMap((id, index) =>
      !paymentMethods ||
      id === null ||
      id === undefined ||
      isSame(id, -1) ||
      paymentMethods.some((method) => isSame(method.id, id))
        ? []
        : [unknownId(`paymentMethod.${index}`, id)],
    ),
  ]
}

const unknownId = (path: string, id: unknown): Problem =>
  problem('unknown-id', path, {
    en: `The account has no ${show(id)} here. If it is new, read the account again.`,
    el: `Ο λογαριασμός δεν έχει το ${show(id)} εδώ. Αν είναι νέο, διαβάστε ξανά τον λογαριασμό.`,
  })
