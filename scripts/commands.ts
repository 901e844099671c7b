import { parse } from 'yaml'

/** Commands that need a registry or a server. test/docs and test/samples test them. */
const EXTERNAL = /^(npm install|curl|cd|git) /

/**
 * Finds the commands in a Markdown text: each line of its `sh` blocks, and each command in the first column of its tables, such
 * as `npm run lint`.
 */
export function findCommands(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block.replaceAll('\\\n', ' '))
  const lines = blocks.flatMap((block) => block.split('\n')).flatMap((line) => line.replace(/ #.*/, '').split('&&'))
  const cells = [...text.matchAll(/^\| `(np[mx] [^`]+)` \|/gm)].map(([, command = '']) => command)
  return [...lines, ...cells].map((command) => command.trim()).filter((command) => command !== '' && !EXTERNAL.test(command))
}

interface Workflow {
  /** A job that calls another workflow has no steps. */
  jobs: Record<string, { steps?: Array<{ run?: string }> }>
}

/** Finds the one-line `run` steps of a workflow. */
export function findWorkflowCommands(text: string): string[] {
  const { jobs } = parse(text) as Workflow // GitHub rejects any other shape
  const runs = Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap(({ run }) => run ?? []))
  return runs.map((run) => run.trim()).filter((run) => !run.includes('\n'))
}
