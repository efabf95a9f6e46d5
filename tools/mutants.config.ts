import { defineConfig } from 'vitest/config'

/** The tests that `mutate.ts` runs against each planted fault. */
export default defineConfig({
  test: {
    include: process.env.MUTANTS_TESTS!.split(','),
    globalSetup: process.env.MUTANTS_DATABASE ? ['tests/support/database.setup.ts'] : [],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
