import type { Tx } from '#platform/db/handle'
import { Conflict, Invalid } from '#platform/errors'
import { type Silence, silenceAt } from '#elections'
import { whyNotThen } from '../rules.ts'
import type { EventRow } from '../tables.ts'

export type Span = { starts_at: Date; ends_at: Date }

/** Throws unless an event may be set for that time: in the future, and outside the silence around a vote. */
export async function requireTime(
  tx: Tx,
  where: Pick<EventRow, 'campaign' | 'country' | 'department_id' | 'place_id' | 'time_zone'> & { waived_at?: Date | null },
  span: Span,
  now: Date,
): Promise<void> {
  const reason = whyNotThen(span, now)
  if (reason)
    throw new Invalid({ [reason === 'events.when.ends' || reason === 'events.when.long' ? 'ends_hour' : 'day']: reason })
  if (!where.campaign || where.waived_at) return
  await requireNoSilence(tx, where, { from: span.starts_at, to: span.ends_at })
  // To announce it now is speaking in public too.
  await requireNoSilence(tx, where, { from: now, to: now })
}

/** Throws Conflict with the article when a vote's silence is kept there in that time. */
async function requireNoSilence(
  tx: Tx,
  where: Pick<EventRow, 'country' | 'department_id' | 'place_id' | 'time_zone'>,
  span: { from: Date; to: Date },
): Promise<void> {
  const silence = await silenceAt(tx, where, span)
  if (silence) throw refusedBy(silence)
}

/** Why something of a campaign may not be, with the article that says so; without one where no rule of the country is known. */
export function refusedBy({ election, article }: Silence): Conflict {
  return article ? new Conflict('events.silence', { election, article }) : new Conflict('events.silence-careful', { election })
}

/** Throws when the silence around a vote forbids to show a campaign event now, or when it takes place. */
export async function requireSpeech(tx: Tx, event: EventRow, now: Date): Promise<void> {
  if (!event.campaign || event.waived_at || event.ends_at <= now) return
  await requireNoSilence(tx, event, { from: now, to: now })
  await requireNoSilence(tx, event, { from: event.starts_at, to: event.ends_at })
}
