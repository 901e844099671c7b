import { parseApiDate, toYmd } from '../../core/dates.ts'

/** The day of a date or a timestamp of the API, in Athens, as `2026-11-24`. A text in another form is returned as it is. */
export function formatDay(text: string | null | undefined): string {
  try {
    const date = parseApiDate(text)
    return date ? toYmd(date) : ''
  } catch {
    return text ?? ''
  }
}
