import { type MediaType, type Reference, resolve } from '../../src/tools/document.ts'
import { allOperations, type Operation, operationsOf, type Parameter, type Response, type Spec, type Tag } from './document.ts'
import { fieldList, limitsOf, shapeOf } from './fields.ts'

export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w ]/g, '')
    .replaceAll(' ', '-')

export const fileName = (tag: string): string => `${anchor(tag)}.md`

/** The guide: the text of the document itself, and its pages. Links are those of index.html, a folder above. */
export function guidePage(spec: Spec): string {
  const { info, tags } = spec
  const addresses = new Map(
    allOperations(spec).map(
      ({
        operation: {
          operationId,
          tags: [tag = ''],
          summary,
        },
      }) => [operationId.toLowerCase(), `${fileName(tag)}#${anchor(summary)}`],
    ),
  )
  const pages = tags.filter((tag) => tag['x-traitTag']).map(({ name, description }) => `## ${name}\n\n${description.trim()}`)
  const text = joined([`# ${info.title}`, info.description.trim(), ...pages])
  return `${text
    .replaceAll(/\]\(#\/[\w-]+\/(\w+)\)/g, (link, id) => `](${addresses.get(id) ?? link})`)
    .replaceAll('](#/', '](#')
    .replaceAll(/\]\((sdk|try)\//g, '](../$1/')}\n`
}

/** The tables of codes, which the fields on the other pages refer to. */
export function codesPage(spec: Spec): string {
  const sections = Object.entries(spec.components.schemas)
    .filter(([, schema]) => schema['x-billit-codes'])
    // The page folds long tables; here they are open.
    .map(
      ([name, { description = '' }]) =>
        `## ${name}\n\n${description
          .replaceAll(/<[^>]+>(\d+ codes<\/summary>)?/g, '')
          .replaceAll(/\n{3,}/g, '\n\n')
          .trim()}`,
    )
  return `${joined(['# Codes of the tax authority (myDATA)', ...sections])}\n`
}

/** The page of a tag, with each of its operations. */
export function tagPage(spec: Spec, tag: Tag): string {
  const operations = operationsOf(spec, tag.name).map(({ method, path, operation }) =>
    joined([
      `## ${operation.summary}`,
      `\`${method} ${path}\`, \`${operation.operationId}\`${operation.deprecated ? ', **deprecated**' : ''}`,
      operation.description,
      operation['x-keywords'] && `In Greek: ${operation['x-keywords']}.`,
      `[Try it out](../try/index.html?operation=${operation.operationId})`,
      parameters(spec, operation),
      body(spec, operation),
      answers(spec, operation),
      samples(operation),
    ]),
  )
  return `${joined([`# ${tag.name}`, tag.description, 'The [guide](guide.md) has what applies to every call.', ...operations])}\n`
}

const joined = (parts: Array<string | undefined>): string => parts.filter(Boolean).join('\n\n')

function parameters(spec: Spec, operation: Operation): string {
  const rows = (operation.parameters ?? []).map((given) => {
    const { name, in: place, required, schema, description } = follow<Parameter>(spec, given)
    const flags = [place, shapeOf(spec, schema), ...(required ? ['required'] : []), ...limitsOf(schema)]
    return `- \`${name}\` (${flags.join(', ')}): ${oneLine(description)}`
  })
  return rows.length > 0 ? `### Parameters\n\n${rows.join('\n')}` : ''
}

function body(spec: Spec, operation: Operation): string {
  const media = operation.requestBody?.content['application/json']
  return media ? joined(['### Body', fieldList(spec, media.schema), example(spec, media)]) : ''
}

function answers(spec: Spec, operation: Operation): string {
  const all = Object.entries(operation.responses).map(([status, given]) => ({
    status,
    response: follow<Response>(spec, given),
  }))
  const good = all.filter(({ status }) => status.startsWith('2')).map((answer) => goodAnswer(spec, answer))
  const bad = all
    .filter(({ status }) => !status.startsWith('2'))
    .map(({ status, response }) => `- ${status}: ${oneLine(response.description)}`)
  return joined([...good, '### Errors', bad.join('\n')])
}

function goodAnswer(spec: Spec, { status, response }: { status: string; response: Response }): string {
  const media = response.content?.['application/json']
  const fields = media ? [fieldList(spec, media.schema), example(spec, media)] : []
  return joined([`### Answer ${status}`, response.description, ...fields])
}

/** The first one is enough. */
function example(spec: Spec, media: MediaType): string {
  const [first] = Object.values(media.examples ?? {})
  return first ? fenced('json', JSON.stringify(follow<{ value?: unknown }>(spec, first).value, null, 2)) : ''
}

const samples = (operation: Operation): string =>
  joined(
    (operation['x-codeSamples'] ?? []).map(({ lang, label, source }) =>
      joined([`### ${label ?? lang}`, fenced(lang === 'Shell' ? 'sh' : 'ts', source.trim())]),
    ),
  )

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

const follow = <T extends object>(spec: Spec, node: T & Reference): T => resolve(spec, node)

export const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')
