/** The text that `billit-io watch` prints. Pure. */
import type { Change, ExportStart, WatchProgress } from '../sync/watch.ts'
import type { WatchStatus } from '../sync/watch-status.ts'

/** What a running watch has done. */
export interface Tally {
  delivered: number
  failed: number
  errors: number
}

export const watchStartText = ({ target, account }: ExportStart, baseUrl: string): string =>
  `Watching ${account === undefined ? 'the account of this token' : `the account ${account}`} at ${baseUrl}, with its copy in ${target}.`

export const standbyText = (target: string): string =>
  `Another process is watching or exporting to ${target}. This one takes over when it ends.`

/** One line about a change, such as `invoices 4e1c… updated paid`. */
export const changeText = ({ resource, key, kinds }: Pick<Change, 'resource' | 'key' | 'kinds'>): string =>
  `${resource} ${key} ${kinds.join(' ')}`

export const failureText = (change: Change, message: string): string =>
  `${changeText(change)}: not delivered (${message}), delivery ${change.deliveries}`

export function progressText({ isFirstCopy, resource, step, done, total }: WatchProgress): string {
  const amount = total === undefined ? `${done}` : `${done} of ${Math.max(done, total)}`
  return `${isFirstCopy ? 'first copy: ' : ''}${resource} ${step === 'list' ? 'listed' : 'read'}: ${amount}`
}

/** The line that is redrawn on a terminal. */
export const statusLine = ({ delivered, failed, errors }: Tally, progress: WatchProgress | undefined): string =>
  [
    `${delivered} delivered`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(errors > 0 ? [`${errors} errors`] : []),
    ...(progress ? [progressText(progress)] : []),
  ].join(' · ')

/** Where a watch stands when it ends. */
export const endText = ({ delivered }: Tally, { waiting, dead }: Pick<WatchStatus, 'waiting' | 'dead'>): string =>
  `${count(delivered, 'change')} delivered, ${waiting} waiting, ${dead} dead.`

export function statusText({ target, waiting, oldest, dead, deadChanges, lastLook, lastReading }: WatchStatus): string {
  return [
    `${target}: ${count(waiting, 'change')} waiting${oldest === undefined ? '' : `, the oldest since ${oldest}`}, ${dead} dead.`,
    `Newest invoices and payments read: ${lastLook ?? 'never'}. All lists read: ${lastReading ?? 'never'}.`,
    ...deadChanges.map(
      (change) =>
        `  dead: ${change.id} ${changeText(change)}, ${count(change.deliveries, 'delivery', 'deliveries')}${change.error === undefined ? '' : `, ${change.error}`}`,
    ),
    ...(dead > deadChanges.length ? [`  and ${dead - deadChanges.length} more dead`] : []),
    ...(dead > 0 ? [`To deliver them again: npx billit-io watch --to ${target} --retry-dead`] : []),
  ].join('\n')
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
