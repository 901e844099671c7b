/** Vitest's global setup of the second run of the contract tests, with our mock instead of Prism. */
import type { TestProject } from 'vitest/node'
import { startMock } from '../../src/mock/index.ts'

export default async function setup(project: TestProject) {
  const mock = await startMock({ examples: true })
  project.provide('prismUrl', mock.url)
  project.provide('headersCount', true)
  return () => mock.close()
}
