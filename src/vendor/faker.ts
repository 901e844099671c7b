export type { Faker, LocaleDefinition, Randomizer } from '@faker-js/faker'
export { faker as german } from '@faker-js/faker/locale/de'
export { faker as greek } from '@faker-js/faker/locale/el'
export { faker as british } from '@faker-js/faker/locale/en_GB'
