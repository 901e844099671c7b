/** Set-up of the contract tests' second run: our own mock in place of Prism. */
import type { TestProject } from 'vitest/node'
import { startMock } from '../../src/mock/index.ts'

export default async function setup(project: TestProject) {
  const mock = await startMock({ examples: true })
  project.provide('prismUrl', mock.url)
  project.provide('headersCount', true)
  return () => mock.close()
}
