import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.recipe.{ts,tsx}'],
    // `next build` and Jest take several seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
