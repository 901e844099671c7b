import { operationsOf, type Spec, type Tag } from './document.ts'
import { anchor, fileName, oneLine } from './markdown.ts'

/** llms.txt: what the site has in plain text, and where to find it. */
export function indexPage(spec: Spec): string {
  const byName = new Map(spec.tags.map((tag) => [tag.name, tag]))
  const groups = spec['x-tagGroups'].flatMap(({ name, tags }) => {
    const known = tags.flatMap((tag) => byName.get(tag) ?? []).filter((tag) => !tag['x-traitTag'])
    if (known.length === 0) return []
    return `## ${name}\n\n${known.map((tag) => tagLines(spec, tag)).join('\n')}`
  })
  const workflows = spec['x-tagGroups'].find(({ name }) => name === 'Workflows')?.tags ?? []
  return `# ${spec.info.title} ${spec.info.version}

> ${spec.info.summary}

- [Guide](md/guide.md): the first call, environments, dates, paging, errors, the rate limit, and what is unsafe to repeat.
- [Codes of the tax authority](md/codes.md): the values of fields such as mydataInvoiceType, in English and Greek.
- [Try it out](try/index.html): send any operation from a browser, to a mock on your machine or to the sandbox.
- [SDK in TypeScript](sdk/index.html): classes, options, errors.
- [For coding agents](SKILL.md): how to use the SDK safely.
- [Workflows](md/guide.md#${anchor(workflows[0] ?? '')}): ${workflows.join(', ')}.
- [OpenAPI 3.1, JSON](openapi.json)
- [OpenAPI 3.1, YAML](openapi.yaml)

${groups.join('\n\n')}
`
}

function tagLines(spec: Spec, tag: Tag): string {
  const page = `md/${fileName(tag.name)}`
  const operations = operationsOf(spec, tag.name).map(
    ({ method, path, operation }) => `  - [${method} ${path}](${page}#${anchor(operation.summary)}): ${operation.summary}`,
  )
  return [`- [${tag.name}](${page}): ${oneLine(tag.description)}`, ...operations].join('\n')
}
