/** Known to every copy of the package, like the brand of its errors. */
const WIRE_TEXT = Symbol.for('billit-io.wireText')

/**
 * Keeps the body of an answer beside its response, as it came over the wire. JavaScript's numbers would change an amount of
 * many digits; the export copies the text instead.
 */
export function keepWireText(response: object, text: string): void {
  // A caller's `fetch` may give the same response twice, or one that takes no more properties.
  Reflect.defineProperty(response, WIRE_TEXT, { value: text, configurable: true })
}

/** The body of an answer as it came. `undefined` if the response is not one of this package's calls. */
export function wireTextOf(response: object): string | undefined {
  const text: unknown = Reflect.get(response, WIRE_TEXT)
  return typeof text === 'string' ? text : undefined
}
