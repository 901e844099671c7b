import { type MediaType, type Reference, resolve } from '../../src/tools/document.ts'
import { ADDRESS_LINKS, addressOf, pageAddress } from './addresses.ts'
import {
  allOperations,
  isGuidePage,
  type LocatedOperation,
  type Operation,
  operationsOf,
  type Parameter,
  type Response,
  type Spec,
  sdkPages,
  type Tag,
} from './document.ts'
import { fieldList, limitsOf, shapeOf } from './fields.ts'

export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w ]/g, '')
    .replaceAll(' ', '-')

export const fileName = (tag: string): string => `${anchor(tag)}.md`

/** The guide: the introduction of the document, and the pages that are not about the SDK. */
export function guidePage(spec: Spec): string {
  const { info, tags } = spec
  const ownPages = sdkPages(spec)
  const pages = tags
    .filter((tag) => isGuidePage(tag) && !ownPages.includes(tag))
    .map(({ name, description }) => `## ${name}\n\n${description.trim()}`)
  return withFileLinks(spec, `${joined([`# ${info.title}`, info.description.trim(), ...pages])}\n`)
}

/** A page about the SDK. */
export const sdkGuidePage = (spec: Spec, { name, description }: Tag): string =>
  withFileLinks(spec, `# ${name}\n\n${description.trim()}\n`)

/** Replaces the addresses of index.html, a folder above, by those of the files in md/. */
function withFileLinks(spec: Spec, markdown: string): string {
  const ownPages = sdkPages(spec)
  const operations = allOperations(spec).map(({ operation }): [string, string] => [
    addressOf(operation),
    `${fileName(operation.tags[0] ?? '')}#${anchor(operation.summary)}`,
  ])
  const tags = spec.tags.map((tag): [string, string] => {
    const isInGuide = isGuidePage(tag) && !ownPages.includes(tag)
    return [pageAddress(tag.name), isInGuide ? `guide.md#${anchor(tag.name)}` : fileName(tag.name)]
  })
  const files = new Map([...operations, ...tags])
  return markdown
    .replaceAll(ADDRESS_LINKS, (link, address) => (files.has(address) ? `](${files.get(address)})` : link))
    .replaceAll(/\]\((sdk|try)\//g, '](../$1/')
}

/** The code tables that the fields on the other pages link to. */
export function codesPage(spec: Spec): string {
  const sections = Object.entries(spec.components.schemas)
    .filter(([, schema]) => schema['x-billit-codes'])
    // Long tables are folded on the HTML page, not here.
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
  const operations = operationsOf(spec, tag.name).map((located) =>
    joined([`## ${located.operation.summary}`, operationText(spec, located)]),
  )
  return `${joined([`# ${tag.name}`, tag.description, 'The [guide](guide.md) describes what applies to every call.', ...operations])}\n`
}

/** The text of an operation below its heading. `level` is that of the headings inside it. */
export function operationText(spec: Spec, { method, path, operation }: LocatedOperation, level = 3): string {
  const text = joined([
    `\`${method} ${path}\`, \`${operation.operationId}\`${operation.deprecated ? ', **deprecated**' : ''}`,
    operation.description,
    operation['x-keywords'] && `In Greek: ${operation['x-keywords']}.`,
    `[Try it out](../try/index.html?operation=${operation.operationId})`,
    parameters(spec, operation),
    body(spec, operation),
    responses(spec, operation),
    samples(operation),
  ])
  return text.replaceAll(/^### /gm, `${'#'.repeat(level)} `)
}

const joined = (parts: Array<string | undefined>): string => parts.filter(Boolean).join('\n\n')

function parameters(spec: Spec, operation: Operation): string {
  const rows = (operation.parameters ?? []).map((parameter) => {
    const { name, in: place, required, schema, description } = follow<Parameter>(spec, parameter)
    const flags = [place, shapeOf(spec, schema), ...(required ? ['required'] : []), ...limitsOf(schema)]
    return `- \`${name}\` (${flags.join(', ')}): ${oneLine(description)}`
  })
  return rows.length > 0 ? `### Parameters\n\n${rows.join('\n')}` : ''
}

function body(spec: Spec, operation: Operation): string {
  const media = operation.requestBody?.content['application/json']
  return media ? joined(['### Body', fieldList(spec, media.schema), example(spec, media)]) : ''
}

function responses(spec: Spec, operation: Operation): string {
  const all = Object.entries(operation.responses).map(([status, response]) => ({
    status,
    response: follow<Response>(spec, response),
  }))
  const successes = all.filter(({ status }) => status.startsWith('2')).map((each) => successResponse(spec, each))
  const errors = all
    .filter(({ status }) => !status.startsWith('2'))
    .map(({ status, response }) => `- ${status}: ${oneLine(response.description)}`)
  return joined([...successes, '### Errors', errors.join('\n')])
}

function successResponse(spec: Spec, { status, response }: { status: string; response: Response }): string {
  const media = response.content?.['application/json']
  const fields = media ? [fieldList(spec, media.schema), example(spec, media)] : []
  return joined([`### Response ${status}`, response.description, ...fields])
}

/** The first example. */
function example(spec: Spec, media: MediaType): string {
  const [first] = Object.values(media.examples ?? {})
  return first ? fenced('json', JSON.stringify(follow<{ value?: unknown }>(spec, first).value, null, 2)) : ''
}

/** The names of the languages in Markdown. */
const FENCES: Record<string, string> = { TypeScript: 'ts', Shell: 'sh', PHP: 'php' }

const samples = (operation: Operation): string =>
  joined(
    (operation['x-codeSamples'] ?? []).map(({ lang, label, source }) =>
      joined([`### ${label ?? lang}`, fenced(FENCES[lang] ?? '', source.trim())]),
    ),
  )

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

const follow = <T extends object>(spec: Spec, node: T & Reference): T => resolve(spec, node)

export const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')
