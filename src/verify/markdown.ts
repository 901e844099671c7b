/** The report as Markdown. Pure. */
import type { Finding } from './findings.ts'
import type { Report } from './report.ts'
import type { Suggestion } from './suggestion.ts'

/** The first line, which identifies the file as a report. */
export const REPORT_TITLE = '# Billit API and OpenAPI document'

export function formatReport(report: Report): string {
  const { version, environment, date, requests, isComplete, findings, observations, unspecified, coverage, leftovers, changes } =
    report
  return [
    REPORT_TITLE,
    '',
    `billit-io ${version}, ${environment}, ${date}: ${pluralize(requests, 'request')}, ${pluralize(findings.length, 'finding')}.`,
    ...(isComplete ? [] : ['', '**Incomplete:** the run was stopped, or a request had no response.']),
    '',
    'This report contains paths, types and counts, but no response values. It is safe to attach to an issue.',
    ...section('Findings', findings.map(formatFinding), 'None: every response matches the OpenAPI document.'),
    ...(changes
      ? section(
          `Since ${changes.since}`,
          [...changes.added.map((text) => `- new: \`${text}\``), ...changes.gone.map((text) => `- gone: \`${text}\``)],
          'No changes.',
        )
      : []),
    ...(findings.length > 0 ? section('Suggested changes to spec/', formatSuggestions(findings)) : []),
    ...section(
      'Answers to open questions',
      observations.map(({ question, answer }) => `- ${question} ${answer}`),
    ),
    ...(unspecified.length > 0
      ? section(
          'Values without a schema',
          unspecified.map(({ text, types, count }) => `- \`${text}\`: ${types} (${count})`),
        )
      : []),
    ...section('Compared responses', [
      '| Operation | Status | Responses | Records |',
      '| --- | --- | --- | --- |',
      ...coverage.map(({ operation, status, responses, records }) => `| ${operation} | ${status} | ${responses} | ${records} |`),
    ]),
    ...(leftovers.length > 0
      ? section(
          'Test records that could not be deleted',
          leftovers.map((kind) => `- ${kind}`),
        )
      : []),
    '',
  ].join('\n')
}

const section = (title: string, lines: readonly string[], otherwise = ''): string[] => [
  '',
  `## ${title}`,
  '',
  ...(lines.length > 0 ? lines : [otherwise]),
]

const formatFinding = ({ text, count, of, onlyWith }: Finding): string =>
  `- \`${text}\` (${count} of ${of}${onlyWith ? `, only with \`${onlyWith}\`` : ''})`

/** Lists each suggestion once, even if several findings have the same one. */
function formatSuggestions(findings: readonly Finding[]): string[] {
  const unique = new Map<string, { suggestion: Suggestion; texts: string[] }>()
  for (const { suggestion, text } of findings) {
    const key = `${suggestion.location}\n${suggestion.yaml}`
    const known = unique.get(key) ?? { suggestion, texts: [] }
    unique.set(key, { suggestion, texts: [...known.texts, text] })
  }
  return [...unique.values()].flatMap(({ suggestion, texts }, index) => [
    ...(index > 0 ? [''] : []),
    `In ${suggestion.location}, for ${texts.map((text) => `\`${text}\``).join(', ')}:`,
    '',
    '```yaml',
    suggestion.yaml,
    '```',
  ])
}

/** `1 finding`, `2 findings`. */
export const pluralize = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
