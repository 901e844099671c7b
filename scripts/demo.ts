/**
 * The main job, step by step: `npm run demo` on a mock, `npm run demo -- --live` (reading only) on the sandbox.
 */
import { messageOf } from '../src/core/text.ts'
import { Billit } from '../src/index.ts'
import { startMock } from '../src/mock/index.ts'
import { walkLive } from './demo/live.ts'
import { startReport } from './demo/report.ts'
import { walk } from './demo/walk.ts'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--live')
  if (unknown !== undefined) {
    console.error(`The demo takes --live or nothing, not ${unknown}.`)
    return 2
  }
  try {
    await (args.includes('--live') ? onSandbox() : onMock())
    return 0
  } catch (error) {
    console.error(messageOf(error))
    return 1
  }
}

async function onMock(): Promise<void> {
  const mock = await startMock()
  try {
    console.log(`The mock runs on ${mock.url}, with two years of an invented company. It keeps what it is sent.\n`)
    await walk(new Billit({ token: 'demo-token', baseUrl: mock.url, rateLimit: false }), startReport(), mock)
    console.log('\nEvery step went as it should.')
  } finally {
    await mock.close()
  }
}

async function onSandbox(): Promise<void> {
  const token = process.env.BILLIT_TOKEN
  if (!token) {
    throw new Error(
      '--live needs a sandbox token in BILLIT_TOKEN: register at https://app.sandbox-billit.xyz and make one under Settings > API.',
    )
  }
  await walkLive(new Billit({ token, environment: 'sandbox' }), startReport())
  console.log('\nEvery step went as it should. Nothing was changed.')
}
