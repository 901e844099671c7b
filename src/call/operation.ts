import { type OperationTypes, operations } from '../../generated/operations.ts'
import type { Sent } from '../pipeline/call.ts'
import { type ClientRequest, clientOver } from './client.ts'

export type OperationId = keyof OperationTypes

/** An operation of the document. */
export interface Operation {
  method: string
  /** The path, with its parameters as in the document. */
  url: string
  answer: 'record' | 'page' | 'bare' | 'nothing'
  unsafe: boolean
  dates: readonly string[]
  run: (request: ClientRequest & { client: unknown }) => Promise<Sent>
}

const asked = clientOver((method, { url }) => ({ method, url }))

const known = new Map<OperationId, Operation>()

/** The operation of an id. */
export function operationOf(id: OperationId): Operation {
  const operation = known.get(id) ?? describe(id)
  known.set(id, operation)
  return operation
}

/** The method and the path are asked of the generated function, which is the one that knows them. */
function describe(id: OperationId): Operation {
  // Each generated function takes its own options; together they take none, so the compiler cannot pick one.
  const run = operations[id].run as unknown as (options: object) => unknown
  // What `asked` gives is the method and the path.
  return {
    answer: 'record',
    unsafe: false,
    dates: [],
    ...operations[id],
    ...(run({ client: asked }) as object),
  } as unknown as Operation
}
