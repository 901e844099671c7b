/** Formats cents as euros, such as `1240.00`. An agent misreads cents. */
export const formatEuros = (cents: number): string => (cents / 100).toFixed(2)

/** Formats the amounts among the fields of an object, such as `{ net: 100000 }`. */
export const eurosOf = <const Name extends string>(
  amounts: { readonly [Each in NoInfer<Name>]: number },
  names: readonly Name[],
): Record<Name, string> =>
  // Each of the names.
  Object.fromEntries(names.map((name) => [name, formatEuros(amounts[name])])) as Record<Name, string>
