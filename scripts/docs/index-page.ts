import { firstSentence, isGuidePage, operationsOf, SDK_GROUPS, type Spec, type Tag, tagsIn } from './document.ts'
import { anchor, fileName, oneLine } from './markdown.ts'

/** llms.txt: the contents of the site as plain text, with links. */
export function indexPage(spec: Spec): string {
  const groups = spec['x-tagGroups'].flatMap(({ name }) => {
    const operations = tagsIn(spec, name).filter((tag) => !isGuidePage(tag))
    return operations.length === 0 ? [] : [`## ${name}\n\n${operations.map((tag) => tagLines(spec, tag)).join('\n')}`]
  })
  const workflows = tagsIn(spec, 'Workflows').map(({ name }) => name)
  const pageLines = (group: string) =>
    tagsIn(spec, group)
      .map(({ name, description }) => `- [${name}](md/${fileName(name)}): ${firstSentence(description)}`)
      .join('\n')
  return `# ${spec.info.title} ${spec.info.version}

> ${spec.info.summary}

- [Guide](md/guide.md): the first call, environments, dates, paging, errors, the rate limit, and operations that are unsafe to retry.
- [Codes of the tax authority](md/codes.md): the values of fields such as mydataInvoiceType, in English and Greek.
- [Try it out](try/index.html): send any operation from a browser, to a mock on your machine or to the sandbox.
- [All text in one file](llms-full.txt): the guide, the SDK, every operation and the codes.
- [Static pages](guide/index.html): the same text as HTML, without scripts.
- [For coding agents](SKILL.md): how to use the SDK safely.
- [Workflows](md/guide.md#${anchor(workflows[0] ?? '')}): ${workflows.join(', ')}.
- [OpenAPI 3.1, JSON](openapi.json)
- [OpenAPI 3.1, YAML](openapi.yaml)

## ${SDK_GROUPS.sdk}

- [Classes and functions](sdk/index.html): every export, its parameters and errors.
${pageLines(SDK_GROUPS.sdk)}

## ${SDK_GROUPS.recipes}

${pageLines(SDK_GROUPS.recipes)}

${groups.join('\n\n')}
`
}

/** Adds the size of its file to each entry. */
export const withSizes = (index: string, sizes: Map<string, number>): string =>
  index.replaceAll(/^- \[[^\]]+\]\((md\/[\w-]+\.md)\).*$/gm, (line, file: string) => {
    const bytes = sizes.get(file)
    return bytes === undefined ? line : `${line} (${Math.ceil(bytes / 1000)} kB)`
  })

/** llms-full.txt: all files of md/ in one. Their links start at the folder of llms.txt. */
export const fullText = (pages: Array<[file: string, text: string]>): string =>
  pages
    .map(([, text]) =>
      text
        .trim()
        .replaceAll(/\]\((?:\.\.\/)([^)]+)\)/g, ']($1)')
        .replaceAll(/\]\(([\w-]+\.md[^)]*)\)/g, '](md/$1)'),
    )
    .join('\n\n---\n\n')
    .concat('\n')

function tagLines(spec: Spec, tag: Tag): string {
  const page = `md/${fileName(tag.name)}`
  const operations = operationsOf(spec, tag.name).map(
    ({ method, path, operation }) => `  - [${method} ${path}](${page}#${anchor(operation.summary)}): ${operation.summary}`,
  )
  return [`- [${tag.name}](${page}): ${oneLine(tag.description)}`, ...operations].join('\n')
}
