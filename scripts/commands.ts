import { parse } from 'yaml'

/** `npm install` asks the registry for packages of a name, and curl needs a server: test/docs and test/samples try these. */
const NOT_OURS = /^(npm install|curl|cd|git) /

/**
 * The commands that a text names: each line of its `sh` blocks, and each command in the first column of its tables, such as
 * `npm run lint`.
 */
export function namedCommands(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block.replaceAll('\\\n', ' '))
  const lines = blocks.flatMap((block) => block.split('\n')).flatMap((line) => line.replace(/ #.*/, '').split('&&'))
  const cells = [...text.matchAll(/^\| `(np[mx] [^`]+)` \|/gm)].map(([, command = '']) => command)
  return [...lines, ...cells].map((command) => command.trim()).filter((command) => command !== '' && !NOT_OURS.test(command))
}

interface Workflow {
  jobs: Record<string, { steps: Array<{ run?: string }> }>
}

/** The one-line `run` steps of a workflow. */
export function workflowCommands(text: string): string[] {
  const { jobs } = parse(text) as Workflow // GitHub refuses any other shape
  const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
  return runs.map((run) => run.trim()).filter((run) => !run.includes('\n'))
}
