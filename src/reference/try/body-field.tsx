import { hasAccountIds } from './account-ids.ts'
import { Editor, getLineNumber } from './editor.tsx'
import type { Body } from './model.ts'
import { formatExample } from './request.ts'
import type { Problem } from './validate.ts'

export interface BodyFieldProps {
  operationId: string
  examples: Body['examples']
  text: string
  problems: Problem[]
  cursor: { offset: number } | undefined
  onAccountIds: () => void
  onChange: (text: string) => void
  onProblem: (offset: number) => void
}

/** The editor of the request body, with its examples and its problems. */
export function BodyField({ operationId, examples, text, problems, cursor, onAccountIds, onChange, onProblem }: BodyFieldProps) {
  return (
    <section aria-labelledby="body">
      <div class="heading">
        <h2 id="body">Body</h2>
        <label>
          Start from{' '}
          <select onChange={({ currentTarget }) => onChange(formatExample(examples[currentTarget.selectedIndex]?.value))}>
            {examples.map(({ name, summary }) => (
              <option key={`${operationId} ${name}`} value={name}>
                {summary}
              </option>
            ))}
          </select>
        </label>
        {hasAccountIds(text) && (
          <button type="button" onClick={onAccountIds}>
            Use IDs from my account
          </button>
        )}
      </div>
      <Editor key={operationId} value={text} problems={problems} cursor={cursor} onChange={onChange} />
      <Problems text={text} problems={problems} onProblem={onProblem} />
    </section>
  )
}

function Problems({ text, problems, onProblem }: Pick<BodyFieldProps, 'text' | 'problems' | 'onProblem'>) {
  return (
    <div id="problems" aria-live="polite">
      {problems.length === 0 ? (
        <p class="quiet">The body matches the schema.</p>
      ) : (
        <ul class="problems">
          {problems.map(({ path, message, offset }) => (
            <li key={`${path} ${message}`}>
              <button type="button" class="link" onClick={() => onProblem(offset)}>
                Line {getLineNumber(text, offset)}
              </button>{' '}
              {path && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
