/**
 * Lets a schema say `x-billit-codes: invoiceTypes`, and get the table of these codes whenever the document is bundled.
 * `x-billit-listed` names those that Billit lists in its own document. In the guide, `{x-billit-rules}` becomes the table of what
 * the tax authority refuses, and `{x-billit-workflow firstInvoice}` the text of a workflow.
 *
 * In JavaScript, since Redocly may be run on a Node that reads no TypeScript: it lints and bundles there too, without the
 * tables.
 */
const typed = await Promise.all([
  import('./lists.ts'),
  import('./tables.ts'),
  import('./rules-table.ts'),
  import('../workflows.ts'),
]).catch(() => undefined)

export default function mydata() {
  const codes = () => {
    if (!typed) {
      console.error('The tables of codes are left out, since this Node reads no TypeScript: npm scripts run on one that does.')
      return {}
    }
    const [{ readLists, readRules }, { entriesOf, listedNote, withTable }, { aadeTable }, { workflowPage }] = typed
    const lists = readLists()
    return {
      Root: {
        leave(root) {
          const operations = Object.values(root.paths).flatMap((item) => Object.values(item))
          for (const tag of root.tags) {
            tag.description = tag.description
              .replace('{x-billit-rules}', () => aadeTable(readRules()))
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
          schema.description = withTable(schema.description ?? '', entriesOf(lists, names)) + (listed ? listedNote(listed) : '')
        },
      },
    }
  }
  return { id: 'mydata', decorators: { oas3: { codes } } }
}
