import { onTestFinished } from 'vitest'
import type { Movement } from '../../src/platform/config/config.ts'
import type { TestProgram } from './program.ts'

/** Where its movement is at home, and what it does without, until the test ends. */
export function movementOf({ app }: TestProgram, otherwise: Partial<Movement>): void {
  const before = app.config.movement
  // What nobody saved is taken from the settings again and again.
  const set = (movement: Movement) => void (app.config.movement = app.movement.current = movement)
  set({ ...before, ...otherwise })
  onTestFinished(() => set(before))
}

export const CANADIAN = { country: 'CA', timeZone: 'America/Toronto' }
