/** The Chromium of this machine, for browser tests. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PATH = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Whether Chromium is missing. In CI this is an error. Elsewhere the tests are skipped with a warning. */
export const noChromium = !existsSync(PATH)
if (noChromium && process.env.CI) throw new Error(`${PATH} is missing: apt-get install chromium`)
if (noChromium)
  console.warn(`The browser tests are skipped, because ${PATH} is missing. Install Debian's chromium, or set CHROMIUM_PATH.`)

/** Starts Chromium without its background network requests. */
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
