/** Parts of SQL that SQLite and PostgreSQL both accept. */

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const listOf = (texts: readonly (string | number)[]): string =>
  `(${texts.map((text) => (typeof text === 'number' ? text : quote(text))).join(', ')})`

/** `CASE WHEN … THEN … END`, of the first condition that is true. */
export const firstOf = (cases: ReadonlyArray<readonly [condition: string, value: string]>, otherwise = 'NULL'): string =>
  `CASE ${cases.map(([condition, value]) => `WHEN ${condition} THEN ${value}`).join(' ')} ELSE ${otherwise} END`
