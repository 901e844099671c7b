/** Amounts that a server sent as text, and the number in the views and in CSV. `null`: it is not a number. */
export const AMOUNT_TEXTS: Array<[text: string, number: number | null]> = [
  ['12.50', 12.5],
  ['-4.5', -4.5],
  ['0', 0],
  ['007', 7],
  ['00.10', 0.1],
  ...['', ' ', '-', '.', '.5', '-.5', '5.', '5-', '--1', '1-2', '1.2.3', '+5', ' 12', '12 ', '12\n', '1e5', '1E-2'].map(
    notNumber,
  ),
  ...['12,50', '1.234,50', '1.234.567', '1_000', '0x10', 'abc', '12abc', 'NaN', 'Infinity', '١٢', '１２'].map(notNumber),
]

function notNumber(text: string): [string, null] {
  return [text, null]
}
