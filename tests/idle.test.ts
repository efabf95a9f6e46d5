import { setTimeout as pause } from 'node:timers/promises'
import { test, vi } from 'vitest'
import { until, useProgram } from './support/program.ts'

const { database } = await useProgram({ working: true })

/** Statements that a program at rest may send in a second. */
const ALLOWED = 5

async function statementsIn(seconds: number): Promise<number> {
  const connect = vi.spyOn(database.pool, 'connect')
  await pause(seconds * 1000)
  const statements = connect.mock.calls.length
  connect.mockRestore()
  return statements
}

test('a program that nobody asks anything leaves the database alone', async () => {
  // What the start left to do, or a schedule that comes due just now, is no rest.
  await until(async () => (await statementsIn(3)) <= 3 * ALLOWED || undefined, 'a quiet stretch')
})
