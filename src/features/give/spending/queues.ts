import { defineEvent } from '#platform/jobs/queue'
import type { State } from './rules/states.ts'
import type { SpendingId } from './tables.ts'

/** A group's spending went from a state to another. */
export const spendingMoved = defineEvent<{ spending: SpendingId; step: number; from: State; to: State }>('spending.moved')
