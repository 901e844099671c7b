import type { Session } from '../session.ts'

/** A tool for an agent. */
export interface Tool {
  name: string
  description: string
  /** JSON Schema. The protocol's library validates the arguments with it. */
  inputSchema: Record<string, unknown>
  /** Whether it only reads. */
  readOnly: boolean
  /** @returns Data, with whatever texts the API has: the server cleans them. */
  run(args: unknown, session: Session, signal: AbortSignal): Promise<unknown>
}

interface TypedTool<Args> extends Omit<Tool, 'run'> {
  run(args: Args, session: Session, signal: AbortSignal): Promise<unknown>
}

/** Gives the arguments of a tool their type. */
// The arguments match the schema, because the library has validated them.
export const defineTool = <Args>(tool: TypedTool<Args>): Tool => tool as unknown as Tool

/** Returns some fields of a record. */
export const pick = <Row extends object, Name extends keyof Row>(row: Row, names: readonly Name[]): Partial<Pick<Row, Name>> =>
  // A subset of the fields.
  Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]])) as Partial<Pick<Row, Name>>

/** A schema of an object that has these fields only. */
export const objectSchema = (properties: Record<string, unknown>, required: readonly string[] = []): Record<string, unknown> => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
