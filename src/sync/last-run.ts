/** What a target says about the last run that exported a resource. Readers of a copy need it: rows alone do not show what is missing. */
import { isRecord } from '../core/record.ts'
import type { ExportResource } from './resources.ts'

/** The last run that exported a resource. */
export interface LastRun {
  /** When it started, as ISO 8601 in UTC. Each record is at least as recent, if the run is complete. */
  startedAt: string
  /** `running` also if the run was stopped or crashed. */
  state: 'running' | 'complete' | 'incomplete'
  /** Whether it read each record with its details, and skipped none by its age. */
  isWhole: boolean
}

interface SettingsWriter {
  set(name: string, value: string): Promise<void>
}

const STATES: readonly unknown[] = ['running', 'complete', 'incomplete']

/** The name of the setting, in the table `billit_export`. */
export const lastRunSetting = (resource: ExportResource): string => `last run of ${resource}`

/** Stores the state of a run for each of its resources. */
export async function saveLastRun(settings: SettingsWriter, resources: readonly ExportResource[], run: LastRun): Promise<void> {
  for (const resource of resources) await settings.set(lastRunSetting(resource), JSON.stringify(run))
}

/** Parses the setting. `undefined` if it is missing, or has another form. */
export function parseLastRun(text: string | undefined): LastRun | undefined {
  try {
    const run: unknown = JSON.parse(text ?? '')
    if (!isRecord(run)) return undefined
    const { startedAt, state, isWhole } = run
    if (typeof startedAt !== 'string' || Number.isNaN(Date.parse(startedAt)) || !STATES.includes(state)) return undefined
    // One of STATES.
    return { startedAt, state: state as LastRun['state'], isWhole: isWhole === true }
  } catch {
    return undefined
  }
}
