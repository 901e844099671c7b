/** The machine's Chromium, for tests of what runs in a browser. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Whether there is none. In CI that is a failure; elsewhere the tests are skipped, and say so. */
export const noChromium = !existsSync(PATH)
if (noChromium && process.env.CI) throw new Error(`${PATH} is missing: apt-get install chromium`)
if (noChromium)
  console.warn(`The browser tests are skipped: there is no ${PATH}. Install Debian's chromium, or set CHROMIUM_PATH.`)

/** With nothing of its own that would ask the network. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
