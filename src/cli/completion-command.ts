import { CliError } from './cli-error.ts'
import type { Command } from './command.ts'
import { COMPLETIONS, SHELLS, type Shell } from './completion.ts'
import { print } from './terminal.ts'

/** `billit-io completion bash`. */
export const createCompletionCommand = (commands: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'Print a script that completes commands and flags in a shell.',
  operands: { usage: '<shell>', min: 1, max: 1, choices: () => SHELLS },
  description: [
    'The shell is bash, zsh or fish. The script completes billit-io, so install the package with npm install --global billit-io, or in a project whose node_modules/.bin is in your PATH.',
    'bash: billit-io completion bash > ~/.local/share/bash-completion/completions/billit-io',
    'zsh: billit-io completion zsh > ~/.zfunc/_billit-io, with fpath+=(~/.zfunc) before compinit in ~/.zshrc.',
    'fish: billit-io completion fish > ~/.config/fish/completions/billit-io.fish',
  ],
  sections: [],
  examples: ['npx billit-io completion bash', 'npx billit-io completion zsh', 'npx billit-io completion fish'],
  run({ operands: [name = ''] }) {
    const shell: Shell | undefined = SHELLS.find((each) => each === name)
    if (!shell) throw new CliError(2, `completion supports ${SHELLS.join(', ')}, but not '${name}'.`)
    print(COMPLETIONS[shell](commands()))
  },
})
