/**
 * Adds a table of codes to each schema with `x-billit-codes: invoiceTypes` when the document is bundled. `x-billit-listed` names
 * the codes that Billit documents. In the guide, `{x-billit-rules}` is replaced by the table of problem codes, and
 * `{x-billit-workflow firstInvoice}` by the text of a workflow.
 *
 * This file is JavaScript because Redocly may run on a version of Node that cannot load TypeScript. It then lints and bundles
 * without the tables.
 */
const typed = await Promise.all([
  import('./lists.ts'),
  import('./tables.ts'),
  import('./problem-tables.ts'),
  import('../workflows.ts'),
]).catch(() => undefined)

export default function mydata() {
  const codes = () => {
    if (!typed) {
      console.error('The code tables are left out: this version of Node cannot load TypeScript. Use the npm scripts.')
      return {}
    }
    const [{ readLists, readProblemDefinitions }, { findEntries, listedNote, withTable }, { aadeTable }, { workflowPage }] = typed
    const lists = readLists()
    return {
      Root: {
        leave(root) {
          const operations = Object.values(root.paths).flatMap((item) => Object.values(item))
          for (const tag of root.tags) {
            tag.description = tag.description
              .replace('{x-billit-rules}', () => aadeTable(readProblemDefinitions()))
              .replace(/\{x-billit-workflow (\w+)\}/, (_, id) => workflowPage(id, operations))
              // Markers of generated tables. Pages made of MDX do not accept comments.
              .replaceAll(/<!--.*?-->\n+/g, '')
          }
        },
      },
      Schema: {
        leave(schema) {
          const names = schema['x-billit-codes']
          if (!names) return
          const listed = schema['x-billit-listed']
          schema.description = withTable(schema.description ?? '', findEntries(lists, names)) + (listed ? listedNote(listed) : '')
        },
      },
    }
  }
  return { id: 'mydata', decorators: { oas3: { codes } } }
}
