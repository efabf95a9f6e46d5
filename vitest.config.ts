import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { Budget } from './tests/support/budget.ts'
import { ByProgram } from './tests/support/order.ts'

const shared = {
  globalSetup: 'tests/support/database.setup.ts',
  setupFiles: 'tests/support/clock.ts',
  // What never comes is told apart from what is slow by waiting long: tests share a machine.
  testTimeout: 120_000,
  hookTimeout: 120_000,
}
/** What needs no database: the shape of the tree and its texts. Part of `npm run check`. */
const LAW = ['architecture', 'texts', 'journal', 'security-docs', 'packages'].map((name) => `tests/${name}.test.ts`)
const POSTGRES_ONLY = '**/*.postgres.test.ts'

/** Files that open a database: what is pure says the same beside any, and runs once. */
const WITH_DATABASE = ['src', 'tests']
  .flatMap((root) => readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => `${root}/${file}`))
  .filter((file) => /\.test\.tsx?$/.test(file) && !file.startsWith('tests/browser/') && !LAW.includes(file))
  .filter((file) =>
    /await use\w+\(|await holdingIn|ownInstallation|ownDatabase|openTestDatabase|startPostgres|TEST_DATABASE_URL/.test(
      readFileSync(file, 'utf8'),
    ),
  )

export default defineConfig({
  test: {
    // A PGlite takes half a gigabyte: two at a time fit the smallest machine that people develop on.
    maxWorkers: 2,
    // A worker keeps what it has imported, and its program (tests/support/program.ts), from one file to the next.
    isolate: false,
    sequence: { sequencer: ByProgram },
    reporters: ['default', new Budget()],
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
      {
        extends: true,
        // A sweep of pages takes a minute, and several on a machine that does other things.
        test: { ...shared, name: 'browser', include: ['tests/browser/*.test.ts'], testTimeout: 900_000 },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'postgres',
          include: WITH_DATABASE,
        },
      },
    ],
  },
})
