/** The tests that judge a mutant of the transport: `npm run mutate`. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{transport,unit,facade}/*.test.ts'],
    // Slow, or about something else.
    exclude: [
      'test/transport/soak.test.ts',
      'test/facade/{account-lookups,request,ids,token-leaks}.test.ts',
      // It loads the modules anew, so their constants would count as tested by it alone.
      'test/facade/side-requests.test.ts',
    ],
    // Stryker runs the tests in a thread, which cannot set the time zone of the process. The others take seconds for each mutant.
    testNamePattern: /^(?!.*(on a machine in|over a real connection|10,000 calls|while rows are|for any))/,
    testTimeout: 30_000,
    unstubEnvs: true,
    globalSetup: 'test/support/prism-cli.ts',
  },
})
