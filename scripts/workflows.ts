/** The guide's pages about workflows: the steps of spec/workflows.arazzo.yaml with links, and the program that does them. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Workflow {
  workflowId: string
  summary: string
  description: string
  steps: Array<{ stepId: string; description: string; operationId: string }>
}

/** The parts of an operation that a page uses. */
interface LinkedOperation {
  operationId: string
  summary: string
  tags: string[]
}

const SPEC = new URL('../spec/', import.meta.url)

// The linter checks this file.
export const readWorkflows = (): Workflow[] => parse(readFileSync(new URL('workflows.arazzo.yaml', SPEC), 'utf8')).workflows

/** Returns a page: the workflow's description, its steps, and its program. */
export function workflowPage(id: string, linked: LinkedOperation[]): string {
  const workflow = readWorkflows().find(({ workflowId }) => workflowId === id)
  if (!workflow) throw new Error(`Unknown workflow ${id}.`)
  const steps = workflow.steps.map(({ operationId, description }, index) => {
    const { summary, tags } = findOperation(operationId, linked)
    const tag = (tags[0] ?? '').toLowerCase().replaceAll(' ', '-')
    return `${index + 1}. [${summary}](#/${tag}/${operationId.toLowerCase()}). ${description}`
  })
  const program = readFileSync(new URL(`samples/workflows/${id}.ts`, SPEC), 'utf8')
  return `${workflow.description}\n\n${steps.join('\n')}\n\n\`\`\`ts\n${program}\`\`\`\n`
}

function findOperation(operationId: string, linked: LinkedOperation[]): LinkedOperation {
  const found = linked.find((operation) => operation.operationId === operationId)
  if (!found) throw new Error(`Unknown operation ${operationId}.`)
  return found
}
