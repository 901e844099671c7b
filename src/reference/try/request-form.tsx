import { BodyField } from './body-field.tsx'
import type { Operation } from './model.ts'
import { ParameterField } from './parameter-field.tsx'
import type { FormValues } from './request.ts'
import type { Problem } from './validate.ts'

export interface RequestFormProps {
  operation: Operation
  form: FormValues
  problems: Problem[]
  cursor: { offset: number } | undefined
  /** Replaces the ids in the body by those of the account. */
  onAccountIds: () => void
  onChange: (form: FormValues) => void
  onProblem: (offset: number) => void
}

/** The parameters and the body of an operation. */
export function RequestForm({ operation, form, problems, cursor, onAccountIds, onChange, onProblem }: RequestFormProps) {
  const { id, parameters, body } = operation
  return (
    <>
      {parameters.length > 0 && (
        <section aria-labelledby="parameters">
          <h2 id="parameters">Parameters</h2>
          <div class="fields">
            {parameters.map((parameter) => (
              <ParameterField
                key={`${id} ${parameter.name}`}
                parameter={parameter}
                value={form.parameters[parameter.name] ?? ''}
                onChange={(value) => onChange({ ...form, parameters: { ...form.parameters, [parameter.name]: value } })}
              />
            ))}
          </div>
        </section>
      )}
      {body && (
        <BodyField
          operationId={id}
          examples={body.examples}
          text={form.body}
          problems={problems}
          cursor={cursor}
          onAccountIds={onAccountIds}
          onChange={(text) => onChange({ ...form, body: text })}
          onProblem={onProblem}
        />
      )}
    </>
  )
}
