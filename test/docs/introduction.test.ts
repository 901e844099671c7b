/** Every fact of Billit's published introduction is on a page of the reference. */
import { expect, test } from 'vitest'
import type { Spec } from '../../scripts/docs/document.ts'
import { readDocument } from '../../src/tools/document.ts'

// The mock's type of a document lacks the descriptions.
const spec = readDocument() as unknown as Spec & { info: { description: string } }

const readPage = (name: string): string =>
  name === 'Start page' ? spec.info.description : (spec.tags.find((tag) => tag.name === name)?.description ?? '')

/** A fact, the page that has it, and the words of the page. */
const FACTS: Array<[fact: string, page: string, words: string]> = [
  ['what the API is for: invoices and their status', 'Start page', 'create invoices and check their status'],
  ['payment links, balances, contacts', 'Start page', 'to send payment links, to see what customers owe, and to manage contacts'],
  [
    'myDATA is for Greek companies',
    'Start page',
    'For Greek companies, Billit can also report each invoice to the tax authority',
  ],
  ['register for a sandbox account', 'Start page', 'Register for a sandbox account'],
  ['a token is generated under Settings > API', 'Start page', 'Open **Settings > API** and generate an API token'],
  ['the result is in the sandbox web app', 'Start page', 'Look at the invoice in the [sandbox web app]'],
  ['a PHP package exists, with Laravel support', 'Start page', 'Billit publishes the package [drakakisgeo/billit]'],
  ['what POST / returns', 'Start page', '{"msg": "Hello from the Billit API"}'],
  ['the page that sends requests', 'Start page', '[Try it out](try/index.html)'],
  ['the address of the sandbox API', 'Environments', 'https://api.sandbox-billit.xyz/v1'],
  ['the address of the sandbox web app', 'Environments', 'https://app.sandbox-billit.xyz'],
  ['the address of the production API', 'Environments', 'https://api.billit.io/v1'],
  ['the address of the production web app', 'Environments', 'https://app.billit.io'],
  ['test in the sandbox first', 'Environments', 'Test in the sandbox first'],
  ['write access is granted the same day', 'Environments', 'granted the same day'],
  ['bearer token', 'Authentication', 'Authorization: Bearer <token>'],
  ['60 requests a minute', 'Rate limit', '60 requests a minute'],
  ['beyond the limit, 429 Too Many Requests', 'Rate limit', 'HTTP/1.1 429 Too Many Requests'],
  ['the account has the IDs of rates and payment methods', 'Finding IDs', '`GET /account`'],
  ['these IDs may be cached or stored', 'Finding IDs', 'cache the response or store the IDs in your configuration'],
  ['an invoice is said to need a billerId', 'Finding IDs', 'an invoice needs a `billerId`'],
  ['per_page, at most 250', 'Pagination', '`per_page`, at most 250'],
  ['the default page has 25 rows', 'Pagination', 'Billit documents 25'],
  ['GET reads', 'Requests and responses', '| `GET`    | Returns a record or a list.'],
  [
    'POST creates, with 201',
    'Requests and responses',
    '| `POST`   | Creates a record.                                                 | 201',
  ],
  ['PUT replaces', 'Requests and responses', '| `PUT`    | Replaces a record.'],
  ['DELETE deletes, with 204', 'Requests and responses', '| 204, without a body'],
  ['PATCH is listed with 200', 'Requests and responses', 'also lists `PATCH` with 200'],
  ['JSON in Accept and Content-Type', 'Requests and responses', 'Send `Accept: application/json` with every request'],
  ['timestamps in ISO 8601, in UTC', 'Dates and time', 'timestamps in ISO 8601, in UTC'],
  ['dates are sent as Y-m-d, also in filters', 'Dates and time', 'Requests send dates as `Y-m-d`, in bodies and in filters'],
  ['400: malformed, or form errors', 'Errors', '| 400           | incident | The request is malformed, or its form is invalid.'],
  ['form errors are listed under 400', 'Errors', "Billit's introduction lists form errors under 400 too"],
  ['401', 'Errors', '| 401           | plain    | The token is missing or invalid.'],
  ['403', 'Errors', '| 403           | plain    | The token lacks permission'],
  ['404', 'Errors', '| 404           | plain    | The record does not exist.'],
  [
    '405, 406 and 415',
    'Errors',
    '| 405, 406, 415 | plain    | The API does not support this method, `Accept` or `Content-Type`.',
  ],
  ['422', 'Errors', '| 422           | fields   | Some fields are invalid.'],
  ['the body of a 404', 'Errors', '"error": "Not found", "message": "This resource is not found"'],
  ['the body of a 422', 'Errors', '"error": "Validation Failed"'],
  ['the body of a failure', 'Errors', '"insidentId"'],
]

test.each(FACTS)('%s: on the page %s', (_fact, page, words) => {
  expect(readPage(page)).toContain(words)
})
