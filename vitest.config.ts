import { defineConfig } from 'vitest/config'

const storeTests = [
  'test/idempotency/chaos/*.test.ts',
  'test/rate-limit/{outage,processes,postgres}.test.ts',
  'test/sync/{postgres,pdfs}.test.ts',
]
// Each of these takes several seconds: crashes, fuzzing, browsers, whole data sets.
const longTests = [
  'test/browser/*.test.ts',
  'test/sync/histories.test.ts',
  'test/mock/{fuzz,custom-document,published-shapes,real-clients,simulation,seed,seed-validity}.test.ts',
  'test/idempotency/{crash,stores,mock}.test.ts',
  'test/transport/soak.test.ts',
  'test/types/editor.test.ts',
  'test/verify/*.test.ts',
]
// These set the time zone of the process, which a thread cannot.
const processTests = ['test/unit/*.test.ts']

export default defineConfig({
  test: {
    // Every test that waits for real waits for an event; this catches the one that never comes.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    unstubEnvs: true,
    // Much of the time is waiting for servers, so that more run at once than there are cores.
    maxWorkers: 3,
    projects: [
      // The slow tests: `npm run test:slow`. These build the reference, open it in a browser, and run each of its samples.
      {
        extends: true,
        test: {
          name: 'docs',
          include: ['test/docs/*.test.ts', 'test/samples/*.test.ts', 'test/cli/docs.test.ts'],
          testTimeout: 240_000,
        },
      },
      // These start programs in processes of their own.
      {
        extends: true,
        test: {
          name: 'programs',
          globalSetup: 'test/support/prism-cli.ts',
          include: ['test/cli/*.test.ts', 'test/demo.test.ts'],
          exclude: ['test/cli/docs.test.ts'],
        },
      },
      // With real stores, and processes that are killed by the dozen: `npm run test:stores`.
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
      // `npm test` is the three projects that follow.
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
          exclude: ['test/{docs,samples,cli}/**', 'test/demo.test.ts', ...storeTests, ...longTests, ...processTests],
          globalSetup: 'test/support/prism-cli.ts',
        },
      },
      // The same tests against our own mock.
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
