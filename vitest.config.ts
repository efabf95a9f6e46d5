import { defineConfig } from 'vitest/config'

const shared = { globalSetup: 'tests/support/database.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 }
const SLOW = 'tests/browser/**'
const POSTGRES_ONLY = '**/*.postgres.test.ts'

export default defineConfig({
  test: {
    // A PGlite takes half a gigabyte: two at a time fit the smallest machine that people develop on.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { ...shared, name: 'slices', include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}'], exclude: [POSTGRES_ONLY] } },
      { extends: true, test: { ...shared, name: 'browser', include: [`${SLOW}/*.test.ts`], testTimeout: 60_000 } },
      { extends: true, test: { ...shared, name: 'postgres', include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}', POSTGRES_ONLY], testTimeout: 60_000 } },
    ],
  },
})
