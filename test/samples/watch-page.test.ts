/** The server of the guide, whose open pages show an invoice when it is paid. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Billit, defaultPaymentMethod } from '../../src/index.ts'
import { startMock } from '../../src/mock/index.ts'
import { close, listen } from '../../src/tools/server.ts'
import { readBlocks } from './blocks.ts'
import { sdkGuide } from './pages.ts'
import { argumentsFor } from './run.ts'

const page = sdkGuide.find(({ name }) => name.endsWith('/watch.md'))
const program = readBlocks(page?.text ?? '').find(({ heading }) => heading === 'A page that shows payments')?.source ?? ''

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listen(probe, 0, '127.0.0.1')
  await close(probe)
  return port
}

test('an open page shows an invoice when it is paid', async ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'billit-page-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let isCopied = () => {}
  const copied = new Promise<void>((resolve) => {
    isCopied = resolve
  })
  let lists = 0
  const mock = await startMock({
    examples: true,
    onRequest: ({ operationId }) => {
      // The first copy is made before the first look for changes.
      if (operationId === 'listInvoices' && ++lists === 2) isCopied()
    },
  })
  onTestFinished(() => mock.close())
  const billit = new Billit({ token: 'token-of-a-reader', baseUrl: mock.url })
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    BILLIT_TOKEN: 'token-of-a-reader',
    BILLIT_BASE_URL: mock.url,
    PORT: String(port),
    NODE_NO_WARNINGS: '1',
  }
  const child = spawn(process.execPath, argumentsFor(program), { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] })
  onTestFinished(async () => {
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  })
  await copied

  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain("new EventSource('/events')")
  // Read from now on, because fetch cancels a body that nothing reads when its response is garbage-collected.
  const events = (await fetch(`http://127.0.0.1:${port}/events`)).body?.pipeThrough(new TextDecoderStream())
  const unpaid = (await billit.invoices.list()).data.find(({ isPaid, restAmount }) => isPaid === false && Number(restAmount) > 0)
  if (!unpaid || !events) throw new Error('The mock has no unpaid invoice.')
  const { number, restAmount = 0, customer } = unpaid
  const { id: paymentMethod } = defaultPaymentMethod(await billit.account.get())
  await billit.payments.create({
    ...{ customerId: customer.id ?? 0, dateOccurred: '2026-11-24', amount: restAmount, paymentMethod, paymentType: 1 },
    ...{ amountLeftOver: 0, selectionsAmount: restAmount },
    invoicesPaid: [{ id: number, label: number, unpaidAmount: restAmount, paymentAmount: restAmount }],
  })
  let shown = ''
  for await (const text of events) {
    shown += text
    if (shown.includes('data:')) break
  }
  expect(shown).toContain(`data: Invoice ${number} is paid\n\n`)
}, 120_000)
