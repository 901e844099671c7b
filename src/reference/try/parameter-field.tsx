import type { Parameter } from './model.ts'

export interface ParameterFieldProps {
  parameter: Parameter
  value: string
  onChange: (value: string) => void
}

/** A text field, or a select for an enum. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps) {
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
          {schema.enum.map((option) => (
            <option key={String(option)} value={String(option)}>
              {String(option)}
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
        {stripMarkdown(description)}
      </p>
    </div>
  )
}

/** Removes links and the marks of code and emphasis, but keeps their text. */
const stripMarkdown = (markdown: string): string => markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll(/[`*]/g, '')
