/** The addresses of places on the reference page. Redoc makes them from the names of the tags, and keeps the punctuation. */
import type { Operation } from './document.ts'

/** The address of a tag, such as `#/next.js`. */
export const pageAddress = (tag: string): string => `#/${tag.toLowerCase().replaceAll(' ', '-')}`

/** The address of an operation, such as `#/invoices/createinvoice`. */
export const addressOf = ({ tags: [tag = ''], operationId }: Operation): string =>
  `${pageAddress(tag)}/${operationId.toLowerCase()}`

/** Matches the Markdown links to addresses. An address may contain parentheses, in pairs. */
export const ADDRESS_LINKS = /\]\((#\/(?:[^\s()]|\([^\s()]*\))*)\)/g
