/** Random companies and people, Greek and foreign. Their VAT numbers are valid in format, and they are fictitious. */

import { foldAccents } from '../../core/text.ts'
import type { Faker } from '../../vendor/faker.ts'
import type { Row } from '../row.ts'
import type { RandomSource } from './source.ts'
import { BRITISH_TRADES, CITIES, GERMAN_TRADES, LEGAL_FORMS, MEN, STREETS, SUPPLIES, TRADES, WOMEN } from './words.ts'

/** The VAT status of a contact, and the language of its invoices. */
const DOMESTIC = { country: 'GR', customerType: 1, isCompany: true, lang: 'el' }
const EUROPEAN = { country: 'DE', customerType: 2, isCompany: true, lang: 'en' }
const FOREIGN = { country: 'GB', customerType: 3, isCompany: true, lang: 'en', currency: 'GBP' }
const PRIVATE = { country: 'GR', customerType: 4, isCompany: false, lang: 'el' }

/** Eight digits, the first of them 5, and a check digit: a sum of the digits, weighted by powers of two. */
export function randomGreekVatNumber(faker: Faker): string {
  const base = `5${randomDigits(7, faker)}`
  const sum = [...base].reduce((total, digit, place) => total + Number(digit) * 2 ** (8 - place), 0)
  return `${base}${(sum % 11) % 10}`
}

const LATIN: Record<string, string> = Object.fromEntries(
  'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s τ:t υ:y φ:f χ:ch ψ:ps ω:o ß:ss'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

/** Converts a name to Latin letters, digits and hyphens, for e-mail addresses and URLs. */
export const slugify = (name: string): string =>
  name
    .split(' ')
    .map(slugifyWord)
    .filter((slug) => slug !== '')
    .join('-')

/** A cache, since a large data set has many names made of few words. */
const slugs = new Map<string, string>()

function slugifyWord(word: string): string {
  const found = slugs.get(word)
  if (found !== undefined) return found
  const latin = [...foldAccents(word)].map((letter) => LATIN[letter] ?? letter).join('')
  const slug = latin.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  slugs.set(word, slug)
  return slug
}

const randomDigits = (count: number, faker: Faker): string =>
  String(faker.number.int({ max: 10 ** count - 1 })).padStart(count, '0')

/** Faker mixes the Greek surnames of men and women. Those of men end in sigma. */
function randomGreekName(faker: Faker): { first: string; last: string } {
  const last = faker.person.lastName()
  return { first: faker.helpers.arrayElement(last.endsWith('ς') ? MEN : WOMEN), last }
}

function randomGreekAddress(faker: Faker): Row {
  const [city = '', code = '', taxOffice = ''] = faker.helpers.arrayElement(CITIES)
  const streetAddress = `${faker.helpers.arrayElement(STREETS)} ${faker.number.int({ min: 1, max: 180 })}`
  return { streetAddress, city, postalCode: `${code}${randomDigits(2, faker)}`, taxOffice }
}

const randomGreekPhones = (faker: Faker): Row => ({
  phone: `+30 210 555 ${randomDigits(4, faker)}`,
  mobile: `+30 690 555 ${randomDigits(4, faker)}`,
})

export function randomGreekCompany(faker: Faker, trades: string[][] = TRADES): Row {
  const owner = randomGreekName(faker)
  const [trade = '', profession = ''] = faker.helpers.arrayElement(trades)
  const name = `${owner.last} ${trade}`
  return {
    ...DOMESTIC,
    ...randomGreekAddress(faker),
    ...randomGreekPhones(faker),
    company: `${name} ${faker.helpers.arrayElement(LEGAL_FORMS)}`,
    profession,
    inCharge: `${owner.first} ${owner.last}`,
    vatId: randomGreekVatNumber(faker),
    email: `${faker.helpers.arrayElement(['info', 'logistirio', 'grafeio'])}@${slugify(name)}.example`,
    url: `https://${slugify(name)}.example`,
    alias: owner.last,
  }
}

function randomGreekPerson(faker: Faker): Row {
  const { first, last } = randomGreekName(faker)
  const { taxOffice: _none, ...address } = randomGreekAddress(faker)
  return {
    ...PRIVATE,
    ...address,
    mobile: `+30 690 555 ${randomDigits(4, faker)}`,
    company: `${first} ${last}`,
    email: `${slugify(first)}.${slugify(last)}@posta.example`,
  }
}

function randomGermanCompany(faker: Faker): Row {
  const last = faker.person.lastName()
  const [trade = '', profession = ''] = faker.helpers.arrayElement(GERMAN_TRADES)
  const name = `${last} ${trade}`
  return {
    ...EUROPEAN,
    company: `${name} GmbH`,
    profession,
    inCharge: `${faker.person.firstName()} ${last}`,
    vatId: `DE9${randomDigits(8, faker)}`,
    streetAddress: faker.location.streetAddress(),
    city: faker.location.city(),
    postalCode: faker.location.zipCode(),
    phone: `+49 40 555 ${randomDigits(4, faker)}`,
    email: `accounts@${slugify(name)}.example`,
    url: `https://${slugify(name)}.example`,
  }
}

function randomBritishCompany(faker: Faker): Row {
  const last = faker.person.lastName()
  const name = `${last} & ${faker.person.lastName()}`
  return {
    ...FOREIGN,
    company: `${name} Ltd`,
    profession: faker.helpers.arrayElement(BRITISH_TRADES),
    inCharge: `${faker.person.firstName()} ${last}`,
    vatId: `GB9${randomDigits(8, faker)}`,
    streetAddress: `${faker.number.int({ min: 1, max: 90 })} ${faker.location.street()}`,
    city: faker.location.city(),
    postalCode: faker.location.zipCode(),
    phone: `+44 20 5550 ${randomDigits(4, faker)}`,
    email: `finance@${slugify(name)}.example`,
    url: `https://${slugify(name)}.example`,
  }
}

export function randomContact({ greek, german, british }: RandomSource): Row {
  const create = greek.helpers.weightedArrayElement([
    { weight: 55, value: () => randomGreekCompany(greek, TRADES) },
    { weight: 20, value: () => randomGreekPerson(greek) },
    { weight: 15, value: () => randomGermanCompany(german) },
    { weight: 10, value: () => randomBritishCompany(british) },
  ])
  return create()
}

/** A supplier has its postal code in `zipCode`, and no type. */
export function randomSupplier({ greek, german }: RandomSource): Row {
  const { postalCode, ...supplier } = greek.datatype.boolean(0.85)
    ? randomGreekCompany(greek, SUPPLIES)
    : randomGermanCompany(german)
  return { ...supplier, zipCode: postalCode }
}
