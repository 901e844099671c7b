import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/prism-cli.ts',
    // Every test that waits for real waits for an event; this catches the one that never comes.
    testTimeout: 20_000,
    unstubEnvs: true,
  },
})
