import { afterEach, expect, test, vi } from 'vitest'
import { readPlace } from '../../src/mcp/place.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

const PRODUCTION = 'https://api.billit.io/v1'
const SANDBOX = 'https://api.sandbox-billit.xyz/v1'
const LOCAL = 'http://127.0.0.1:4010/v1'
const none = { environment: undefined, baseUrl: undefined }

test('is the sandbox by default', () => {
  expect(readPlace(none)).toEqual({ environment: 'sandbox', baseUrl: SANDBOX })
})

test('is production if the command line names it, whatever the address', () => {
  expect(readPlace({ environment: 'production', baseUrl: undefined })).toEqual({ environment: 'production', baseUrl: PRODUCTION })
  expect(readPlace({ environment: 'production', baseUrl: LOCAL })).toEqual({ environment: 'production', baseUrl: LOCAL })
})

test('is never production because of environment variables', () => {
  vi.stubEnv('BILLIT_ENVIRONMENT', 'production')
  expect(() => readPlace(none)).toThrow('must be named on the command line: --environment production.')
  vi.stubEnv('BILLIT_BASE_URL', 'https://proxy.example/v1')
  expect(() => readPlace(none)).toThrow('--environment production --base-url https://proxy.example/v1.')
  expect(readPlace({ environment: 'sandbox', baseUrl: undefined })).toEqual({ environment: 'sandbox', baseUrl: SANDBOX })
})

test.each([
  PRODUCTION,
  'https://api.billit.io./v1',
  'https://api.sandbox-billit.xyz./v1',
  'https://api.sandbox-billit.xyz:8443/v1',
  'https://api.sandbox-billit.xyz.evil.example/v1',
  'https://127.0.0.1.evil.example/v1',
])('treats %s as production, and refuses it unless production is named', (baseUrl) => {
  expect(() => readPlace({ environment: undefined, baseUrl })).toThrow('is treated as production')
  expect(() => readPlace({ environment: 'sandbox', baseUrl })).toThrow('is treated as production')
})

test.each([LOCAL, 'http://localhost:4010/v1', 'http://[::1]:4010'])('treats %s as local', (baseUrl) => {
  expect(readPlace({ environment: undefined, baseUrl })).toEqual({ environment: 'local', baseUrl })
  vi.stubEnv('BILLIT_BASE_URL', baseUrl)
  expect(readPlace(none)).toEqual({ environment: 'local', baseUrl })
})
