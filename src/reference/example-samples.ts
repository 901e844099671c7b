/** Generates TypeScript and curl samples from the named examples of a request body, so that the two always agree. */
import { formatCurl, formatTypeScript } from './try/code.ts'
import { buildModel, type Operation } from './try/model.ts'
import { buildRequest, getInitialValues } from './try/request.ts'

export interface ExampleSample {
  operation: Operation
  name: string
  summary: string
  typeScript: string
  curl: string
}

/** Returns one sample for each named example of each request body. The OpenAPI document must be bundled. */
export function createExampleSamples(document: object): ExampleSample[] {
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

/** Returns a script that holds the samples: Redoc itself supports only one sample for each language. */
export const formatSamplesScript = (document: object): string =>
  `globalThis.billitSamples=${JSON.stringify(groupSamples(document)).replaceAll('<', '\\u003c')}`

/**
 * Groups the samples by the documented sample of their operation, then by the name of their example. The documented sample shows
 * the first example, so that one is left out.
 */
function groupSamples(document: object): Record<string, Record<string, string>> {
  const grouped: Record<string, Record<string, string>> = {}
  for (const { operation, name, typeScript, curl } of createExampleSamples(document)) {
    if (name === operation.body?.examples[0]?.name) continue
    const generated: Record<string, string> = { TypeScript: typeScript, Shell: curl }
    for (const { lang, source } of readDocumentedSamples(document, operation)) {
      // Samples in PHP are written by hand, for the first example only.
      if (generated[lang]) grouped[source] = { ...grouped[source], [name]: generated[lang] }
    }
  }
  return grouped
}

function readDocumentedSamples(document: object, { path, method }: Operation): Array<{ lang: string; source: string }> {
  const { paths } = document as {
    paths: Record<string, Record<string, { 'x-codeSamples'?: Array<{ lang: string; source: string }> }>>
  }
  return paths[path]?.[method.toLowerCase()]?.['x-codeSamples'] ?? []
}
