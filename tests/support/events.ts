import { newId } from '../../src/platform/db/id.ts'
import { readFields } from '../../src/features/events/core/declared.ts'
import type { EventDetails } from '../../src/features/events/core/rules/changing.ts'
import { holdEvent } from '../../src/features/events/core/commands/hold.ts'
import type { Asking } from '../../src/features/events/core/commands/places.ts'
import type { TestProgram } from './program.ts'

const DETAILS: EventDetails = {
  ...readFields({ title: 'Tracts au marché', language: 'fr' }),
  type: 'leafleting',
  time_zone: 'Europe/Paris',
  place_id: 'FR-69123',
  department_id: 'FR-69',
  country: 'FR',
  attendance: 'place',
  precision: 'town',
  lng: 4.835,
  lat: 45.758,
  address: null,
  exact_lng: null,
  exact_lat: null,
  campaign: true,
  recipe_id: null,
}

type Made = Partial<EventDetails> & { inHours?: number; hours?: number; group?: string | null }

/** An event that somebody holds, tomorrow unless said otherwise. Gives its id. */
export function addEvent(program: TestProgram, person: string, { inHours = 24, hours = 2, group = null, ...details }: Made = {}) {
  const starts_at = new Date(program.clock.now.getTime() + inHours * 3_600_000)
  const span = { starts_at, ends_at: new Date(starts_at.getTime() + hours * 3_600_000) }
  const holding = { person, group, details: { ...DETAILS, ...details }, spans: [span] }
  return program.app.database.transact((tx) => holdEvent(tx, holding, program.clock.now))
}

/** A person who asks for a place. */
export function asking(event: string, person: string, otherwise: Partial<Asking> = {}): Asking {
  const wish = { seats: 1, role: null, answers: {}, remind_day: false, remind_hours: false }
  return { id: newId(), event, person, visitor: null, locale: 'fr', how: 'site', ...wish, ...otherwise }
}

export async function placesOf(program: TestProgram, event: string) {
  const [row] = await program.rows<{ taken: number; waiting: number; coming: number; listed: number }>(
    `select taken, waiting, (select coalesce(sum(seats), 0)::integer from sign_up where event_id = $1 and state = 'coming') as coming,
      (select count(*)::integer from sign_up where event_id = $1 and state = 'waiting') as listed from event where id = $1`,
    [event],
  )
  return row!
}
