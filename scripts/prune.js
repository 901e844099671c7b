/**
 * Deletes from node_modules what packages bring along and nothing here uses: 67 MB of headers of Node and a second name of
 * its program, and the browser bundles and languages of an old faker that Prism needs for English names.
 * In JavaScript, since it runs while Node 24 may not be there yet.
 */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const remove = (path) => rmSync(path, { recursive: true, force: true })
const faker = 'node_modules/postman-collection/node_modules/@faker-js/faker'

remove('node_modules/node/node_modules')
remove(join(faker, 'dist'))
for (const language of listed(join(faker, 'lib/locales'))) {
  if (!/^en(\.js)?$/.test(language)) remove(join(faker, 'lib/locales', language))
}

function listed(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
