/**
 * Exact arithmetic on money, in integers instead of binary fractions. Half a cent is rounded away from zero, as in PHP's
 * `round()`.
 */

/** A number, or a string with one, such as `'19.99'`. */
export type Amount = number | string

interface Decimal {
  units: bigint
  /** The number of digits of `units` after the decimal point. */
  scale: number
}

const NUMBER = /^\s*(-?)(\d+)(?:\.(\d*))?(?:e([+-]\d{1,3}))?\s*$/

/** A number has fifteen reliable digits. From this limit on, fewer than two of them are left for the cents. */
const AMOUNT_LIMIT = 1e13

/** Whether a value is a number, or a string with one, that is small enough for exact cents. */
export const isAmount = (value: unknown): value is Amount =>
  (typeof value === 'number' || (typeof value === 'string' && NUMBER.test(value))) && Math.abs(Number(value)) < AMOUNT_LIMIT

/**
 * Converts an amount in euros to whole cents, after multiplying it by a quantity.
 *
 * @throws RangeError if either is not an amount (see `isAmount()`).
 */
export function toCents(amount: Amount, quantity: Amount = 1): number {
  // Most prices have two decimals and most quantities none. Numbers are then exact, and a hundred times faster than bigints.
  const cents = Math.round(Number(amount) * 100)
  const product = cents * Number(quantity)
  const isExact = cents / 100 === amount && Number.isInteger(quantity) && Math.abs(product) < AMOUNT_LIMIT
  // `+ 0` turns -0 into 0.
  if (isExact) return product + 0
  const price = parseDecimal(amount)
  const times = parseDecimal(quantity)
  return roundDecimal({ units: price.units * times.units, scale: price.scale + times.scale - 2 })
}

/** A percentage of an amount in cents, in whole cents. */
export function calculatePercentage(amountInCents: number, percent: Amount): number {
  // Most rates are whole. Numbers are then exact, and a hundred times faster than bigints.
  const product = amountInCents * Number(percent)
  if (Number.isInteger(percent) && Math.abs(product) < AMOUNT_LIMIT) {
    return Math.sign(product) * Math.round(Math.abs(product) / 100) + 0
  }
  const { units, scale } = parseDecimal(percent)
  return roundDecimal({ units: BigInt(amountInCents) * units, scale: scale + 2 })
}

/** The net amount of a gross amount, in cents. */
export function removeVat(grossInCents: number, vatPercent: Amount): number {
  const { units, scale } = parseDecimal(vatPercent)
  const one = 10n ** BigInt(Math.max(0, scale))
  const hundred = 100n * one
  return divide(BigInt(grossInCents) * hundred, hundred + units * (scale < 0 ? 10n ** BigInt(-scale) : 1n))
}

/** Splits an amount in cents by weight. The parts add up to the amount: cents lost to rounding go to a later part. */
export function split(amountInCents: number, weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const last = weights.length - 1
  let weightSoFar = 0
  let amountSoFar = 0
  return weights.map((weight, index) => {
    weightSoFar += weight
    const next = index === last ? amountInCents : sum === 0 ? 0 : calculateShare(amountInCents, weightSoFar, sum)
    const part = next - amountSoFar
    amountSoFar = next
    return part
  })
}

/** Cents in euros, as the API has them. */
export const toEuros = (cents: number): number => cents / 100

const calculateShare = (amount: number, weight: number, sum: number): number =>
  Number((BigInt(amount) * BigInt(weight)) / BigInt(sum))

/** Digits beyond the fifteenth are noise of binary arithmetic, as in 3 * 1.1. */
function parseDecimal(value: Amount): Decimal {
  const parts = isAmount(value) && NUMBER.exec(typeof value === 'number' ? value.toPrecision(15) : value)
  if (!parts) throw new RangeError(`An amount must be a number below 1e13, not ${value}.`)
  const [, sign, integer, fraction = '', exponent = '0'] = parts
  return { units: BigInt(`${sign}${integer}${fraction}`), scale: fraction.length - Number(exponent) }
}

function roundDecimal({ units, scale }: Decimal): number {
  return scale <= 0 ? Number(units * 10n ** BigInt(-scale)) : divide(units, 10n ** BigInt(scale))
}

/** Divides, and rounds half away from zero. The division of bigints truncates. */
function divide(amount: bigint, by: bigint): number {
  const half = by / 2n
  return Number((amount < 0n ? amount - half : amount + half) / by)
}
