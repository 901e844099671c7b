import { defineConfig } from 'vitest/config'

const storeTests = [
  'test/idempotency/chaos/*.test.ts',
  'test/rate-limit/{outage,processes,postgres}.test.ts',
  'test/sync/{postgres,views-postgres,watch-postgres,pdfs}.test.ts',
]
// Each of these files takes several seconds: crashes, fuzzing, browsers, complete data sets.
const longTests = [
  'test/browser/*.test.ts',
  'test/sync/{histories,hostile,watch-histories,watch-soak}.test.ts',
  'test/mock/{fuzz,limits,custom-document,published-shapes,real-clients,simulation,seed,seed-validity}.test.ts',
  'test/idempotency/{crash,stores,mock}.test.ts',
  'test/transport/soak.test.ts',
  'test/types/editor.test.ts',
  'test/verify/*.test.ts',
]
// These set the time zone of the process, which a thread cannot do.
const processTests = ['test/unit/*.test.ts']

export default defineConfig({
  test: {
    // Tests wait for events and not for a duration. These limits apply when an event never comes.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    unstubEnvs: true,
    // More workers than cores, because the tests mostly wait for servers.
    maxWorkers: 3,
    projects: [
      // `npm run test:slow` runs three projects. This one builds the reference, opens it in a browser, and runs its samples.
      {
        extends: true,
        test: {
          name: 'docs',
          include: ['test/docs/*.test.ts', 'test/samples/*.test.ts', 'test/cli/docs.test.ts'],
          testTimeout: 240_000,
        },
      },
      // Starts commands and programs in separate processes.
      {
        extends: true,
        test: {
          name: 'programs',
          globalSetup: 'test/support/prism-cli.ts',
          include: ['test/cli/*.test.ts', 'test/demo.test.ts'],
          exclude: ['test/cli/docs.test.ts'],
        },
      },
      // `npm run test:stores`: tests with real stores, which kill many processes.
      {
        extends: true,
        test: {
          name: 'stores',
          include: storeTests,
          testTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: longTests, globalSetup: 'test/support/prism-cli.ts' },
      },
      // `npm test` runs the remaining three projects.
      {
        extends: true,
        test: { name: 'unit', include: processTests },
      },
      {
        extends: true,
        test: {
          name: 'prism',
          pool: 'threads',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{docs,samples,cli,recipes}/**', 'test/demo.test.ts', ...storeTests, ...longTests, ...processTests],
          globalSetup: 'test/support/prism-cli.ts',
        },
      },
      // Repeats the contract tests against our own mock.
      {
        extends: true,
        test: {
          name: 'mock',
          pool: 'threads',
          include: ['test/contract/{operations,errors}.test.ts'],
          globalSetup: 'test/support/mock.ts',
        },
      },
    ],
  },
})
