/** Sends an unsafe call, in a window or in any kind of worker. */
import { Billit } from '/sdk/index.js'

/** Returns the error of the call. */
export async function createUnsafely(baseUrl) {
  const billit = new Billit({ token: 'browser-token', baseUrl, rateLimit: false })
  try {
    await billit.contacts.create({ isCompany: true, company: 'Πέτρινη Αυλή', customerType: 1, country: 'GR' })
    return 'created'
  } catch (error) {
    return `${error.name}: ${error.message}`
  }
}

globalThis.onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => port.postMessage(await createUnsafely(data))
}
if (!('document' in globalThis)) {
  globalThis.onmessage = async ({ data, ports: [port = globalThis] }) => port.postMessage(await createUnsafely(data))
}
