import type { Code } from '../../../generated/mydata.ts'
import { isSame } from '../given.ts'

/** A list, of codes of any kind. */
export type List = ReadonlyArray<Code<string | number>>

/** The entry of a code. The API has some numbers as text. */
export const entryOf = (list: List, code: unknown): Code<string | number> | undefined =>
  list.find((entry) => isSame(entry.code, code))

/** Whether a list has a code. */
export const isListed = (list: List, code: unknown): boolean => entryOf(list, code) !== undefined
