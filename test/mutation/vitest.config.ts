/** The tests that `npm run mutate` runs against each mutant. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{transport,unit,facade,idempotency}/*.test.ts'],
    // Slow, or about other code.
    exclude: [
      'test/transport/soak.test.ts',
      'test/idempotency/{crash,stores,mock}.test.ts',
      'test/facade/{account-lookups,request,ids,token-leaks}.test.ts',
      // It reloads the modules, so Stryker would attribute their constants to this test alone.
      'test/facade/side-requests.test.ts',
    ],
    // Stryker runs the tests in a thread, which cannot set the time zone of the process. The other tests take seconds for each mutant.
    testNamePattern: /^(?!.*(on a machine in|over a real connection|10,000 calls|while rows are|for any))/,
    testTimeout: 30_000,
    unstubEnvs: true,
    globalSetup: 'test/support/prism-cli.ts',
  },
})
