import type { Scale } from '../../src/features/give/dues/rules.ts'
import type { TestProgram } from './program.ts'
import { DONOR } from './giving.ts'
import type { Visitor } from './staff.ts'

const SCALE: Scale = {
  open: true,
  period: 'year',
  grace_days: 60,
  brackets: [
    { to: 120_000, amount: 1200 },
    { to: null, amount: 3000 },
  ],
  floor: 1200,
}

/** Lets anybody join a recipient. */
export async function openDues({ rows, clock }: TestProgram, recipient: string, scale: Partial<Scale> = {}): Promise<void> {
  const { open, period, grace_days, brackets, floor } = { ...SCALE, ...scale }
  await rows(
    `insert into dues_scale (recipient_id, open, period, grace_days, brackets, floor, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (recipient_id) do update set open = $2, period = $3, grace_days = $4, brackets = $5, floor = $6`,
    [recipient, open, period, grace_days, JSON.stringify(brackets), floor, clock.now],
  )
}

/** From one euro on, whatever it is. */
export const FREE: Partial<Scale> = { brackets: [], floor: 100 }

// How often she gives is asked of gifts alone.
const { rhythm: _rhythm, ...SELF } = DONOR

/** Joins, as the button of the last page does. */
export const join = (visitor: Visitor, recipient: string, typed: Record<string, string> = {}) =>
  visitor.post(`/dues/${recipient}`, { ...SELF, amount: '12.00', mode: 'card', ...typed, act: 'give' })
