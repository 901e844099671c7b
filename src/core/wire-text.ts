/** Shared by all copies of the package. */
const WIRE_TEXT = Symbol.for('billit-io.wireText')

/**
 * Attaches the raw text of the body to a response. The export copies this text, because parsing it would round amounts with
 * many digits.
 */
export function keepWireText(response: object, text: string): void {
  // A custom `fetch` may return the same response twice, or a response that is not extensible.
  Reflect.defineProperty(response, WIRE_TEXT, { value: text, configurable: true })
}

/** Returns the raw text of the body. `undefined` if the response does not come from a call of this package. */
export function wireTextOf(response: object): string | undefined {
  const text: unknown = Reflect.get(response, WIRE_TEXT)
  return typeof text === 'string' ? text : undefined
}
