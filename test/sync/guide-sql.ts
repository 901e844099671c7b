/** The SQL of the guide's page about the export. */
import { readFileSync } from 'node:fs'

const page = readFileSync(new URL('../../spec/guide/sdk/export.md', import.meta.url), 'utf8')

export const guideQueries: string[] = [...page.matchAll(/```sql\n([^`]*)```/g)].map(([, sql = '']) => sql)

/** The query that must equal `vatSummary()`. */
export const guideVat: string = guideQueries.find((sql) => sql.includes('FROM vat_by_month')) ?? ''
