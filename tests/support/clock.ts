/**
 * The clock of tests. Every process that loads this (test files, and servers that they start on the embedded database) begins at
 * the same moment, whatever the day: PGlite and sign-in take theirs from `Date`. A real PostgreSQL has a clock of its own, which
 * the program's must agree with, so there the day is today's.
 */

/** A Tuesday morning, far from the turn of a day, a month or a summer. TEST_CLOCK names another, to see what depends on it. */
const BEGINNING = Date.parse(process.env.TEST_CLOCK ?? '2026-11-24T09:00:00Z')

/** Milliseconds from one test to the next: more than what the program keeps for a moment is kept. */
const STEP = 31_000

type Moved = { moved?: { real: DateConstructor; by: number; tests: number } }
// Every file of tests loads this anew: what they share stands where all see it.
const state = globalThis as Moved

const stands = !process.env.TEST_DATABASE_URL

/** Puts a `Date` in the place of the real one that is `by` milliseconds off, and goes on. */
function move(by: number): void {
  const real = (state.moved ??= { real: Date, by, tests: 0 }).real
  state.moved.by = by
  if (Date !== real) return
  const now = () => real.now() + state.moved!.by
  const Shifted = new Proxy(real, {
    construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [now()] : given, self),
    apply: () => new real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  globalThis.Date = Shifted
}

const realNow = () => (state.moved?.real ?? Date).now()

/** When the test that begins now takes place. Its program stands still there unless the test moves it; the database goes on. */
export function momentOfTest(): Date {
  if (!stands) return new Date()
  state.moved!.tests += 1
  const at = BEGINNING + state.moved!.tests * STEP
  move(at - realNow())
  return new Date(at)
}

/** Settings by which another process has the same time. */
export function sameClock(): Record<string, string> {
  if (!stands) return {}
  return { NODE_OPTIONS: `--import ${import.meta.url}`, TEST_CLOCK_OFF: String(state.moved!.by) }
}

if (stands && !state.moved) move(process.env.TEST_CLOCK_OFF ? Number(process.env.TEST_CLOCK_OFF) : BEGINNING - realNow())
