import { describe, expect, test } from 'vitest'
import { ValidationError } from '../../src/index.ts'
import { resolve, type Schema } from '../../src/tools/document.ts'
import { bundle, type Documented, documented, requestExamples } from './document.ts'
import { failure, thrown } from './failure.ts'
import { prismClient } from './prism-client.ts'

describe('a body that Prism rejects', () => {
  const withBody = documented.filter((operation) => Object.keys(requestExamples(operation)).length > 0)

  const withRequiredFields = withBody.filter((operation) => requiredFields(operation).length > 0)

  test.each(withRequiredFields)('empty body of $id', async (operation) => {
    const error = await failure(operation, {}, {})
    expect(error).toBeInstanceOf(ValidationError)
    const violations = error.headers.get('sl-violations')
    for (const field of requiredFields(operation)) expect(violations).toContain(`'${field}'`)
  })

  test.each(withBody)('missing body of $id', async ({ method, path }) => {
    const request = {
      // Only POST and PUT have bodies.
      method: method as 'POST' | 'PUT',
      path: path.replace('{id}', '4821').replace('{uuid}', '7c1b7d1e-52a8-4c0e-9f0a-3d9c1f6f2b11'),
    }
    const error = await thrown(prismClient().request(request))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.headers.get('sl-violations')).toContain('Body parameter is required')
  })

  test('field of the wrong type', async () => {
    const error = await thrown(
      prismClient().request({ method: 'POST', path: '/payments', body: { customerId: 'Kestrel', amount: 1 } }),
    )
    expect(error).toBeInstanceOf(ValidationError)
  })
})

const requiredFields = ({ operation }: Documented): string[] =>
  requiredIn(operation.requestBody?.content['application/json']?.schema ?? {})

function requiredIn(schema: Schema): string[] {
  const { required = [], allOf = [] } = resolve(bundle, schema)
  return [...required, ...allOf.flatMap(requiredIn)]
}
