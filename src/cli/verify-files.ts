/** The files of a report. Files of anyone else are not overwritten. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../core/text.ts'
import { formatReport, REPORT_TITLE } from '../verify/markdown.ts'
import { isReport, type Report } from '../verify/report.ts'
import { CliError } from './cli-error.ts'

export const MARKDOWN = 'billit-verify.md'
export const JSON_FILE = 'billit-verify.json'

export interface ReportFiles {
  /** The parsed report of the last run, if there is one. */
  last: unknown
  /** @throws the error of the file system */
  write(report: Report): Promise<void>
}

/**
 * Opens the folder before the run, so that no report is lost after it.
 *
 * @throws CliError if nothing can be written there, or a file with the name of a report is not one.
 */
export function openReportFolder(folder: string): ReportFiles {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new CliError(
      3,
      `Cannot write a report to ${folder}: ${messageOf(error)}. Choose another folder with --out, or use --json.`,
    )
  }
  const [markdown, json] = [join(folder, MARKDOWN), join(folder, JSON_FILE)]
  const last = existsSync(json) ? parse(readFileSync(json, 'utf8')) : undefined
  if (existsSync(json) && !isReport(last)) throw foreignFile(json)
  if (existsSync(markdown) && !readFileSync(markdown, 'utf8').startsWith(`${REPORT_TITLE}\n`)) throw foreignFile(markdown)
  return {
    last,
    async write(report) {
      await writeFile(markdown, formatReport(report))
      await writeFile(json, formatJson(report))
    },
  }
}

export const formatJson = (report: Report): string => `${JSON.stringify(report, undefined, 2)}\n`

const foreignFile = (file: string): CliError =>
  new CliError(3, `${file} is not a report of billit-io verify. Move or rename it, or choose another folder with --out.`)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
