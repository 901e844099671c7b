import type { Problem } from './check.ts'
import { Editor, lineOf } from './editor.tsx'
import type { Operation, Parameter } from './model.ts'
import { type Filled, prettyJson } from './request.ts'

export interface FormProps {
  operation: Operation
  filled: Filled
  problems: Problem[]
  target: { offset: number } | undefined
  onFill: (filled: Filled) => void
  onTarget: (offset: number) => void
}

/** The parameters and the body of an operation. */
export function Form({ operation, filled, problems, target, onFill, onTarget }: FormProps) {
  const { parameters, body } = operation
  return (
    <>
      {parameters.length > 0 && (
        <section aria-labelledby="parameters">
          <h2 id="parameters">Parameters</h2>
          <div class="fields">
            {parameters.map((parameter) => (
              <Field
                key={`${operation.id} ${parameter.name}`}
                parameter={parameter}
                value={filled.values[parameter.name] ?? ''}
                onChange={(value) => onFill({ ...filled, values: { ...filled.values, [parameter.name]: value } })}
              />
            ))}
          </div>
        </section>
      )}
      {body && (
        <section aria-labelledby="body">
          <div class="heading">
            <h2 id="body">Body</h2>
            <label>
              Start from{' '}
              <select
                onChange={({ currentTarget }) =>
                  onFill({ ...filled, body: prettyJson(body.examples[currentTarget.selectedIndex]?.value ?? {}) })
                }
              >
                {body.examples.map(({ name, summary }) => (
                  <option key={`${operation.id} ${name}`} value={name}>
                    {summary}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <Editor
            key={operation.id}
            value={filled.body}
            problems={problems}
            target={target}
            onChange={(text) => onFill({ ...filled, body: text })}
          />
          <div id="problems" aria-live="polite">
            {problems.length === 0 ? (
              <p class="quiet">The body matches the document.</p>
            ) : (
              <ul class="problems">
                {problems.map(({ path, message, offset }) => (
                  <li key={`${path} ${message}`}>
                    <button type="button" class="link" onClick={() => onTarget(offset)}>
                      Line {lineOf(filled.body, offset)}
                    </button>{' '}
                    {path && <code>{path}</code>} {message}
                  </li>
                ))}
              </ul>
            )}
          </div>
        </section>
      )}
    </>
  )
}

function Field({ parameter, value, onChange }: { parameter: Parameter; value: string; onChange: (value: string) => void }) {
  const { name, in: place, required, description, schema, example } = parameter
  const id = `parameter-${name}`
  const shared = { id, 'aria-describedby': `${id}-help`, required, value }
  return (
    <div class="field">
      <label for={id}>
        <code>{name}</code> <span class="quiet">{required ? `${place}, required` : place}</span>
      </label>
      {schema.enum ? (
        <select {...shared} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="">not sent</option>
          {schema.enum.map((each) => (
            <option key={String(each)} value={String(each)}>
              {String(each)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={schema.type === 'integer' ? 'numeric' : undefined}
          placeholder={schema.default === undefined ? `such as ${example}` : `${schema.default}`}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
      <p class="help" id={`${id}-help`}>
        {plainText(description)}
      </p>
    </div>
  )
}

/** The page has no Markdown: links keep their text, and code its letters. */
const plainText = (markdown: string): string => markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/[`*]/g, '')
