import { defineConfig } from 'vitest/config'

const shared = { globalSetup: 'tests/support/database.setup.ts', testTimeout: 20_000, hookTimeout: 60_000 }
/** What needs no database: the shape of the tree and its texts. Part of `npm run check`. */
const LAW = ['tests/architecture.test.ts', 'tests/texts.test.ts', 'tests/journal.test.ts']
const POSTGRES_ONLY = '**/*.postgres.test.ts'

export default defineConfig({
  test: {
    // A PGlite takes half a gigabyte: two at a time fit the smallest machine that people develop on.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'law', include: LAW } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'slices',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}'],
          exclude: [...LAW, POSTGRES_ONLY],
        },
      },
      { extends: true, test: { ...shared, name: 'browser', include: ['tests/browser/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          ...shared,
          name: 'postgres',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.{ts,tsx}', POSTGRES_ONLY],
          exclude: LAW,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
