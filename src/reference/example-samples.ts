/** Samples for the named examples of a body, in TypeScript and curl. They are generated from the examples, so the two always agree. */
import { formatCurl, formatTypeScript } from './try/code.ts'
import { buildModel, type Operation } from './try/model.ts'
import { buildRequest, getInitialValues } from './try/request.ts'

export interface ExampleSample {
  operation: Operation
  /** The name of the example, and its summary. */
  name: string
  summary: string
  typeScript: string
  curl: string
}

/** One sample for each named example of each body. The document must be bundled. */
export function exampleSamples(document: object): ExampleSample[] {
  const { operations, sandbox } = buildModel(document)
  return operations.flatMap((operation) =>
    (operation.body?.examples ?? []).map(({ name, summary, value }) => {
      const form = { ...getInitialValues(operation), body: JSON.stringify(value) }
      const request = buildRequest(operation, form)
      return {
        operation,
        name,
        summary,
        typeScript: formatTypeScript(operation, form.parameters, request),
        curl: formatCurl(operation, request, sandbox),
      }
    }),
  )
}

/** A script that holds the samples for the page: Redoc itself has room for one sample in each language. */
export const exampleSamplesScript = (document: object): string =>
  `globalThis.billitSamples=${JSON.stringify(samplesBySource(document)).replaceAll('<', '\\u003c')}`

/** The key is the operation's own sample, which belongs to its first example; inside, the name of the example. */
function samplesBySource(document: object): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {}
  for (const { operation, name, typeScript, curl } of exampleSamples(document)) {
    if (name === operation.body?.examples[0]?.name) continue
    for (const { lang, source } of ownSamples(document, operation)) {
      found[source] = { ...found[source], [name]: lang === 'Shell' ? curl : typeScript }
    }
  }
  return found
}

function ownSamples(document: object, { path, method }: Operation): Array<{ lang: string; source: string }> {
  const { paths } = document as {
    paths: Record<string, Record<string, { 'x-codeSamples'?: Array<{ lang: string; source: string }> }>>
  }
  return paths[path]?.[method.toLowerCase()]?.['x-codeSamples'] ?? []
}
