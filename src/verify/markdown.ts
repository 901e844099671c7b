/** The report for people. Pure. */
import type { Finding } from './findings.ts'
import type { Report } from './report.ts'

export function markdownOf(report: Report): string {
  const { version, environment, date, requests, isComplete, findings, observations, open, coverage, leftOver, changes } = report
  return [
    '# Billit and the document',
    '',
    `billit-io ${version}, ${environment}, ${date}: ${counted(requests, 'request')}, ${counted(findings.length, 'finding')}.`,
    ...(isComplete ? [] : ['', '**Incomplete:** the run was stopped, or a question got no answer.']),
    '',
    'This report holds paths, types and counts, and no value of any answer: it is safe to attach to an issue.',
    ...section('Findings', findings.map(findingLine), 'None: each answer was as the document says.'),
    ...(changes
      ? section(
          `Since ${changes.since}`,
          [...changes.added.map((text) => `- new: \`${text}\``), ...changes.gone.map((text) => `- gone: \`${text}\``)],
          'Nothing has changed.',
        )
      : []),
    ...(findings.length > 0 ? section('Drafts of the change to spec/', draftsOf(findings)) : []),
    ...section(
      'Answers to open questions',
      observations.map(({ question, answer }) => `- ${question} ${answer}`),
    ),
    ...(open.length > 0
      ? section(
          'What the document leaves open',
          open.map(({ text, types, count }) => `- \`${text}\`: ${types} (${count})`),
        )
      : []),
    ...section('What was compared', [
      '| Operation | Status | Answers | Records |',
      '| --- | --- | --- | --- |',
      ...coverage.map(({ operation, status, answers, records }) => `| ${operation} | ${status} | ${answers} | ${records} |`),
    ]),
    ...(leftOver.length > 0
      ? section(
          'Test records that could not be deleted',
          leftOver.map((what) => `- ${what}`),
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

const findingLine = ({ text, count, of, onlyWith }: Finding): string =>
  `- \`${text}\` (${count} of ${of}${onlyWith ? `, only with \`${onlyWith}\`` : ''})`

/** The same change may be asked for by several findings: it is drafted once. */
function draftsOf(findings: readonly Finding[]): string[] {
  const byDraft = new Map<string, { draft: Finding['draft']; texts: string[] }>()
  for (const { draft, text } of findings) {
    const key = `${draft.where}\n${draft.yaml}`
    const known = byDraft.get(key) ?? { draft, texts: [] }
    byDraft.set(key, { draft, texts: [...known.texts, text] })
  }
  return [...byDraft.values()].flatMap(({ draft, texts }, index) => [
    ...(index > 0 ? [''] : []),
    `In ${draft.where}, for ${texts.map((text) => `\`${text}\``).join(', ')}:`,
    '',
    '```yaml',
    draft.yaml,
    '```',
  ])
}

/** `1 finding`, `2 findings`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
