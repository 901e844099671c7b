import { type Problem, problem } from '../problem.ts'
import { type Check, eachRow, taxOf } from './context.ts'

/** Whether the account has what the ids name. */
export const checkIds: Check = (context) => {
  const { draft, account } = context
  if (!account) return []
  const checkTax = (path: string, id: number | undefined): Problem[] =>
    id === undefined || taxOf(context, id) ? [] : [unknownId(path, id)]
  const methods = account.relations.paymentMethods.map(({ id }) => id)
  return [
    ...eachRow(context, (row, path) => [...checkTax(`${path}.vatId`, row.vatId), ...checkTax(`${path}.taxId`, row.taxId)]),
    ...(draft.taxes ?? []).flatMap(({ taxId }, index) => checkTax(`taxes.${index}.taxId`, taxId)),
    ...(draft.paymentMethod ?? []).flatMap((id, index) =>
      id === null || methods.includes(id) ? [] : [unknownId(`paymentMethod.${index}`, id)],
    ),
  ]
}

const unknownId = (path: string, id: number): Problem =>
  problem('unknown-id', path, {
    en: `The account has no ${id} here. If it is new, read the account again.`,
    el: `Ο λογαριασμός δεν έχει το ${id} εδώ. Αν είναι νέο, διαβάστε ξανά τον λογαριασμό.`,
  })
