/** The text that `billit-io export` prints. Pure. */
import type { Environment, WaitEvent } from '../core/options.ts'
import { escapeLine } from '../core/text.ts'
import type { ExportProgress, ExportStart, ExportSummary } from '../sync/index.ts'

const BAR_WIDTH = 20
const NAME_WIDTH = 10

/** A progress bar, at most 79 characters wide. */
export function barLine(progress: ExportProgress, isDone: boolean): string {
  const { resource, done, total } = progress
  const share = isDone ? 1 : total ? Math.min(1, done / total) : 0
  const full = Math.floor(share * BAR_WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
  return `${resource.padEnd(NAME_WIDTH)} ${bar} ${amount(progress)}${isDone ? '' : `  ${pace(progress)}`}`
}

/** Progress as a line for a log. */
export function plainLine(progress: ExportProgress): string {
  const { resource, step, round } = progress
  const action = { list: 'listed', details: 'read', pdfs: 'PDFs' }[step]
  return `${round > 1 ? 'recheck: ' : ''}${resource} ${action}: ${amount(progress)}, ${pace(progress)}`
}

/** Progress of a later round, which checks for records that changed during the export. */
export const recheckLine = (progress: ExportProgress): string =>
  `checking for changes during the export: ${progress.resource} ${amount(progress)}`

const amount = ({ done, total }: ExportProgress): string =>
  total === undefined ? count(done) : `${count(done)} of ${count(total)}`

const pace = ({ perSecond, secondsLeft }: ExportProgress): string =>
  [
    `${perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond))}/s`,
    ...(secondsLeft === undefined || secondsLeft < 1 ? [] : [`${duration(secondsLeft)} left`]),
  ].join(', ')

export const waitLine = ({ reason, milliseconds }: WaitEvent): string =>
  reason === 'rate limit'
    ? `waiting ${duration(milliseconds / 1000)} for the rate limit`
    : `retrying in ${duration(milliseconds / 1000)}: the last request failed`

/** The source and the target of an export. */
export interface Source extends ExportStart {
  baseUrl: string
  /** `undefined` for an address that is neither. */
  environment: Environment | undefined
}

/** For `--json`, with `null` for what is unknown. */
export const toJson = (source: Source) => ({
  ...source,
  account: source.account ?? null,
  environment: source.environment ?? null,
})

/** The first line of a run. */
export const startText = ({ account, baseUrl, target }: Source): string =>
  `Exporting ${account === undefined ? 'an account that this token cannot read' : `the account ${escapeLine(account)}`} at ${baseUrl} to ${target}.`

/** The summary of an export. */
export function summaryText(summary: ExportSummary): string {
  const { target, resources, pdfs, milliseconds } = summary
  const names = Object.entries(resources)
  const width = Math.max(...names.map(([, { rows }]) => count(rows).length))
  const lines = names.map(([name, { rows, gone, written }]) => {
    const facts = [`${count(written)} written`, ...(gone > 0 ? [`${count(gone)} no longer in Billit`] : [])]
    return `  ${name.padEnd(NAME_WIDTH)} ${count(rows).padStart(width)}   ${facts.join(', ')}`
  })
  if (pdfs > 0) lines.push(`  ${'PDFs'.padEnd(NAME_WIDTH)} ${count(pdfs).padStart(width)}   downloaded`)
  const state = isUpToDate(summary) ? 'is up to date' : 'is not up to date'
  return [`${target} ${state} (${duration(milliseconds / 1000)}).`, ...lines].join('\n')
}

/** Whether the target has every record, in its latest version. */
export const isUpToDate = ({ failures, settled }: ExportSummary): boolean => failures.length === 0 && settled

const MAX_LINES = 20

/** Why the target is not up to date. */
export function problemsLines({ target, failures }: ExportSummary): string[] {
  if (failures.length === 0) {
    return [`${target} is not up to date: records changed as fast as they were read. Run the same command again.`]
  }
  const lines = failures.map(({ resource, key, message }) => `${resource} ${key ?? 'list'}: ${message}`)
  return ['Some records could not be read. Run the same command again.', ...indent(lines)]
}

/** Records and views that need attention. */
export const warningsLines = ({ warnings }: ExportSummary): string[] => ['Note:', ...indent(warnings)]

const indent = (lines: readonly string[]): string[] => [
  ...lines.slice(0, MAX_LINES).map((line) => `  ${line}`),
  ...(lines.length > MAX_LINES ? [`  and ${lines.length - MAX_LINES} more`] : []),
]

const count = (number: number): string => number.toLocaleString('en')

/** `38 s`, `4 min 12 s` or `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
