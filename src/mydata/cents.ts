/**
 * Exact arithmetic on money: in whole numbers, never in binary fractions. Half a cent is rounded away from zero, as PHP's
 * `round()` does.
 */

/** A number, or a text that holds one, such as `'19.99'`. */
export type Amount = number | string

interface Decimal {
  units: bigint
  /** How many digits of `units` stand after the point. */
  scale: number
}

const NUMBER = /^\s*(-?)(\d+)(?:\.(\d*))?(?:e([+-]\d{1,3}))?\s*$/

/** A number keeps fifteen digits for certain. From here on, two of them are no longer left for the cents. */
const AMOUNT_LIMIT = 1e13

/** Whether it can be counted to the cent: a number, or a text that holds one. */
export const isAmount = (value: unknown): value is Amount =>
  (typeof value === 'number' || (typeof value === 'string' && NUMBER.test(value))) && Math.abs(Number(value)) < AMOUNT_LIMIT

/** An amount in whole cents, or so much for each of a quantity. */
export function centsOf(amount: Amount, quantity: Amount = 1): number {
  // Nearly every price has two decimals and every quantity none: numbers are exact then, and a hundred times faster.
  const cents = Math.round(Number(amount) * 100)
  const product = cents * Number(quantity)
  const isExact = cents / 100 === amount && Number.isInteger(quantity) && Math.abs(product) < AMOUNT_LIMIT
  // Nothing can be minus nothing, which the addition undoes.
  if (isExact) return product + 0
  const price = decimal(amount)
  const times = decimal(quantity)
  return whole({ units: price.units * times.units, scale: price.scale + times.scale - 2 })
}

/** So many percent of an amount in cents. */
export function percentOf(amountInCents: number, percent: Amount): number {
  // Nearly every rate is whole, and numbers are a hundred times faster.
  const product = amountInCents * Number(percent)
  if (Number.isInteger(percent) && Math.abs(product) < AMOUNT_LIMIT) {
    return Math.sign(product) * Math.round(Math.abs(product) / 100) + 0
  }
  const { units, scale } = decimal(percent)
  return whole({ units: BigInt(amountInCents) * units, scale: scale + 2 })
}

/** The net amount in a gross one, in cents: what is left without so many percent of VAT. */
export function netOf(grossInCents: number, vatPercent: Amount): number {
  const { units, scale } = decimal(vatPercent)
  const one = 10n ** BigInt(Math.max(0, scale))
  const hundred = 100n * one
  return divide(BigInt(grossInCents) * hundred, hundred + units * (scale < 0 ? 10n ** BigInt(-scale) : 1n))
}

/** Splits an amount in cents by weight. The parts add up to it: what rounding leaves falls to a later one. */
export function split(amountInCents: number, weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const last = weights.length - 1
  let weight = 0
  let given = 0
  return weights.map((own, index) => {
    weight += own
    const upToHere = index === last ? amountInCents : sum === 0 ? 0 : partOf(amountInCents, weight, sum)
    const part = upToHere - given
    given = upToHere
    return part
  })
}

const partOf = (amount: number, weight: number, sum: number): number => Number((BigInt(amount) * BigInt(weight)) / BigInt(sum))

/** What stands behind the fifteen digits that a number keeps is left over from a calculation, as in 3 * 1.1. */
function decimal(value: Amount): Decimal {
  const parts = isAmount(value) && NUMBER.exec(typeof value === 'number' ? value.toPrecision(15) : value)
  if (!parts) throw new RangeError(`An amount must be a number below 1e13, not ${value}.`)
  const [, sign, integer, fraction = '', exponent = '0'] = parts
  return { units: BigInt(`${sign}${integer}${fraction}`), scale: fraction.length - Number(exponent) }
}

function whole({ units, scale }: Decimal): number {
  return scale <= 0 ? Number(units * 10n ** BigInt(-scale)) : divide(units, 10n ** BigInt(scale))
}

/** Half is rounded away from zero. The division of whole numbers cuts towards zero. */
function divide(amount: bigint, by: bigint): number {
  const half = by / 2n
  return Number((amount < 0n ? amount - half : amount + half) / by)
}
