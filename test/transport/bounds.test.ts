/** The limits of what is kept in memory, against a real server. */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type ApiError, NotFoundError, ResponseParseError, ServerError } from '../../src/index.ts'
import { connect, rejection, UUID } from '../facade/setup.ts'

const MB = 2 ** 20
const PIECE = Buffer.alloc(MB, 'x')

/** Sends megabytes until the client closes the connection. Returns how many were sent. */
async function pour(response: ServerResponse, megabytes: number): Promise<number> {
  const closed = new Promise((resolve) => {
    response.once('close', resolve)
  })
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (response.destroyed) return sent
    if (!response.write(PIECE)) {
      const drained = new Promise((resolve) => {
        response.once('drain', resolve)
      })
      await Promise.race([drained, closed])
    }
  }
  response.end()
  return megabytes
}

test('a response of more than 32 MB is not read to its end, and may have succeeded', async () => {
  let sent: Promise<number> | undefined
  const { billit, server } = await connect((_request, response) => {
    sent = pour(response, 1000)
  })
  const error = await rejection(billit.contacts.create({} as never))
  expect(error).toBeInstanceOf(ResponseParseError)
  expect(error).toMatchObject({ message: expect.stringContaining('larger than 32 MB'), mayHaveSucceeded: true, attempts: 1 })
  expect(await sent).toBeLessThan(60)
  // A GET is not retried either: the next response would be as large.
  expect(await rejection(billit.tags.get(1))).toMatchObject({ mayHaveSucceeded: false })
  expect(server.requests).toHaveLength(2)
})

test('a response of 32 MB is read', async () => {
  const data = { id: 1, tag: 'x'.repeat(32 * MB - 26) }
  const text = JSON.stringify({ data })
  expect(text).toHaveLength(32 * MB)
  const { billit } = await connect((_request, response) => response.writeHead(200).end(text))
  expect((await billit.tags.get(1)).tag).toHaveLength(data.tag.length)
})

test('a compressed response counts after decompression', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * MB, ' '))
  expect(bomb.length).toBeLessThan(MB)
  const { billit } = await connect((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
  expect(await rejection(billit.tags.get(1))).toMatchObject({ message: expect.stringContaining('larger than 32 MB') })
})

test('a PDF of more than 64 MB is refused, also if it is small on the wire', async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(200 * MB)]))
  const { billit, server } = await connect(({ path }, response) => {
    if (path.endsWith('/pdf')) return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb)
    return response.writeHead(200).end(JSON.stringify({ data: { uuid: UUID, permalink: `${server.url}/i/abc` } }))
  })
  const error = await rejection(billit.invoices.pdf(UUID))
  expect(error).toMatchObject({ name: 'ResponseParseError', message: expect.stringContaining('larger than 64 MB') })
})

test('a PDF of 1,000 MB is not read to its end', async () => {
  let sent: Promise<number> | undefined
  const { billit, server } = await connect(({ path }, response) => {
    if (!path.endsWith('/pdf')) return response.end(JSON.stringify({ data: { uuid: UUID, permalink: `${server.url}/i/abc` } }))
    response.write('%PDF-1.7')
    sent = pour(response, 1000)
  })
  expect(await rejection(billit.invoices.pdf(UUID))).toMatchObject({ message: expect.stringContaining('larger than 64 MB') })
  expect(await sent).toBeLessThan(95)
})

test.each([
  [404, NotFoundError],
  [500, ServerError],
])('a %i of 100 MB is cut: 64 kB on the error, about 1 kB in its message', async (status, ErrorClass) => {
  let sent: Promise<number> | undefined
  const { billit } = await connect((_request, response) => {
    response.writeHead(status)
    sent = pour(response, 100)
  })
  const error = await rejection(billit.contacts.create({} as never))
  expect(error).toBeInstanceOf(ErrorClass)
  expect((error as ApiError).body).toHaveLength(2 ** 16)
  expect((error as ApiError).message.length).toBeLessThan(1100)
  // Not even the 404 is certain: its body is not that of an error of the API.
  expect(error).toMatchObject({ mayHaveSucceeded: true })
  expect(await sent).toBeLessThan(30)
})

test('a long message of the server is cut', async () => {
  const { billit } = await connect((_request, response) =>
    response.writeHead(400).end(JSON.stringify({ error: 'Bad Request', message: 'y'.repeat(60_000) })),
  )
  const error = (await rejection(billit.tags.get(1))) as ApiError
  expect(error.message.length).toBeLessThan(1100)
  expect(error.body).toEqual({ error: 'Bad Request', message: 'y'.repeat(60_000) })
})
