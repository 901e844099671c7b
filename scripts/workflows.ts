/** The guide's pages about workflows: the steps of spec/workflows.arazzo.yaml with links, and as a program with the SDK. */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Operation as OperationFacts, operations } from '../generated/operations.ts'
import { formatLiteral } from '../src/reference/try/code.ts'

interface Workflow {
  workflowId: string
  summary: string
  description: string
  steps: Step[]
}

interface Step {
  stepId: string
  description: string
  operationId: keyof typeof operations
  parameters?: Array<{ name: string; in: string; value: unknown }>
  requestBody?: { payload: object }
  outputs?: Record<string, string>
}

/** The parts of an operation that a page uses. */
interface LinkedOperation {
  operationId: string
  summary: string
  tags: string[]
  'x-billit-method': string
}

// The linter checks this file.
export const readWorkflows = (): Workflow[] =>
  parse(readFileSync(new URL('../spec/workflows.arazzo.yaml', import.meta.url), 'utf8')).workflows

/** Returns a page: the workflow's description, its steps, and its program. */
export function workflowPage(id: string, linked: LinkedOperation[]): string {
  const workflow = readWorkflows().find(({ workflowId }) => workflowId === id)
  if (!workflow) throw new Error(`Unknown workflow ${id}.`)
  const steps = workflow.steps.map(({ operationId, description }, index) => {
    const { summary, tags } = findOperation(operationId, linked)
    const tag = (tags[0] ?? '').toLowerCase().replaceAll(' ', '-')
    return `${index + 1}. [${summary}](#/${tag}/${operationId.toLowerCase()}). ${description}`
  })
  return `${workflow.description}\n\n${steps.join('\n')}\n\n\`\`\`ts\n${formatProgram(workflow, linked)}\`\`\`\n`
}

/** Returns the workflow as a program with the SDK. Each result is named after its step. */
function formatProgram({ steps }: Workflow, linked: LinkedOperation[]): string {
  const paths = new Map(
    steps.flatMap(({ stepId, operationId, outputs = {} }) =>
      Object.entries(outputs).map(([name, pointer]) => [
        `$steps.${stepId}.outputs.${name}`,
        formatAccess(stepId, operationId, pointer),
      ]),
    ),
  )
  const lines = steps.map((step, index) => {
    const { 'x-billit-method': method } = findOperation(step.operationId, linked)
    const isUsed = steps.slice(index + 1).some((later) => JSON.stringify(later).includes(`$steps.${step.stepId}.`))
    const isLast = index === steps.length - 1
    const start = isUsed || isLast ? `const ${step.stepId} = ` : ''
    const call = `${start}await billit.${method}(`
    return `${call}${formatArguments(step, call)})`
  })
  const last = steps.at(-1)?.stepId
  const code = [
    "import { Billit } from 'billit-io'",
    '',
    'const billit = new Billit()',
    ...lines,
    `console.log(${last})`,
    '',
  ].join('\n')
  return [...paths].reduce((text, [expression, access]) => text.replaceAll(`'${expression}'`, access), code)
}

function formatArguments({ parameters = [], requestBody }: Step, call: string): string {
  const ids = parameters.filter((parameter) => parameter.in === 'path').map(({ value }) => formatLiteral(value))
  const query = parameters.filter((parameter) => parameter.in === 'query')
  // The SDK's names are in camel case.
  const named = Object.fromEntries(query.map(({ name, value }) => [name === 'per_page' ? 'perPage' : name, value]))
  const object = requestBody?.payload ?? (query.length > 0 ? named : undefined)
  return [...ids, ...(object ? [formatLiteral(object, call)] : [])].join(', ')
}

/**
 * Turns `$response.body#/data/relations/vats/0/id` into `account.relations.vats[0].id`: the SDK returns a record without its
 * envelope.
 */
function formatAccess(stepId: string, operationId: Step['operationId'], pointer: string): string {
  const { shape }: OperationFacts = operations[operationId]
  const steps = pointer.replace('$response.body#/', '').split('/')
  const inside = shape === undefined ? steps.slice(1) : steps
  return `${stepId}${inside.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('')}`
}

function findOperation(operationId: string, linked: LinkedOperation[]): LinkedOperation {
  const found = linked.find((operation) => operation.operationId === operationId)
  if (!found) throw new Error(`Unknown operation ${operationId}.`)
  return found
}
