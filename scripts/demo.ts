/**
 * `npm run demo`: creates an invoice on a mock and records its payment, step by step.
 * `npm run demo -- --live`: only reads, on the sandbox.
 */
import { messageOf } from '../src/core/text.ts'
import { Billit } from '../src/index.ts'
import { startMock } from '../src/mock/index.ts'
import { runLiveDemo } from './demo/live.ts'
import { startReport } from './demo/report.ts'
import { runDemo } from './demo/steps.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--live')
  if (unknown !== undefined) {
    console.error(`Unknown option ${unknown}. The only option is --live.`)
    return 2
  }
  try {
    await (args.includes('--live') ? runOnSandbox() : runOnMock())
    return 0
  } catch (error) {
    console.error(messageOf(error))
    return 1
  }
}

async function runOnMock(): Promise<void> {
  const mock = await startMock()
  try {
    console.log(
      `A mock of the Billit API is running on ${mock.url}, with two years of a fictitious company's records.\nIt stores everything the demo creates.\n`,
    )
    await runDemo(new Billit({ token: 'demo-token', baseUrl: mock.url, rateLimit: false }), startReport(), mock)
    console.log('\nAll steps succeeded.')
  } finally {
    await mock.close()
  }
}

async function runOnSandbox(): Promise<void> {
  const token = process.env.BILLIT_TOKEN
  if (!token) {
    throw new Error(
      '--live needs a sandbox API token in BILLIT_TOKEN. Register at https://app.sandbox-billit.xyz and create one under Settings > API.',
    )
  }
  // Never production, whatever BILLIT_ENVIRONMENT says.
  const environment = process.env.BILLIT_BASE_URL ? undefined : 'sandbox'
  await runLiveDemo(new Billit({ token, environment }), startReport())
  console.log('\nAll steps succeeded. The demo only read data.')
}
