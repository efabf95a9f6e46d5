import type { Handle, Tx } from '#platform/db/handle'
import { Conflict, Invalid } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { daysOf, silenceAt } from '#staff'
import { type Span, whyNotThen } from '../rules/spans.ts'
import { holdersOf } from '../queries.ts'
import { decisionMail } from '../queues.ts'
import { db, type EventId, type EventRow } from '../tables.ts'

/** Days before and after a vote between which its silence lies, whatever the rule. */
const AROUND_DAYS = 4

/** Tells those who hold campaign events that fall into the silence of a vote that it was noted. */
export async function tellSilenced(tx: Tx, election: string, now: Date): Promise<void> {
  const days = await daysOf(tx, election)
  if (days.length === 0) return
  const around = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000)
  const events = await db(tx)
    .selectFrom('event')
    .selectAll()
    .where('campaign', '=', true)
    .where('waived_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .where('starts_at', '<', around(days.at(-1)!, AROUND_DAYS))
    .where('ends_at', '>', around(days[0]!, -AROUND_DAYS))
    .execute()
  for (const event of events) {
    const silence = await silenceOver(tx, event)
    if (silence?.id !== election || !(await isNews(tx, { event: event.id, election }, now))) continue
    for (const to of await holdersOf(tx, event.id)) enqueue(tx, decisionMail, { event: event.id, kind: 'silenced', to, election })
  }
}

/** Tells those who were told of the silence of a vote that was taken away or moved that their events may take place. */
export async function tellAllowed(tx: Tx, election: string, now: Date): Promise<void> {
  const told = await db(tx).selectFrom('event_silenced').select('event_id').where('election_id', '=', election).execute()
  for (const { event_id: event } of told) {
    const row = await db(tx).selectFrom('event').selectAll().where('id', '=', event).executeTakeFirstOrThrow()
    const silence = await silenceOver(tx, row)
    if (silence?.id === election) continue
    await db(tx).deleteFrom('event_silenced').where('election_id', '=', election).where('event_id', '=', event).execute()
    if (row.cancelled_at || row.ends_at <= now || silence) continue
    for (const to of await holdersOf(tx, event)) enqueue(tx, decisionMail, { event, kind: 'allowed', to, election })
  }
}

/** Whether nobody was told yet that this vote forbids it. Another day of the same vote elsewhere is no news. */
async function isNews(tx: Tx, { event, election }: { event: EventId; election: string }, now: Date): Promise<boolean> {
  const written = await db(tx)
    .insertInto('event_silenced')
    .values({ event_id: event, election_id: election, told_at: now })
    .onConflict((on) => on.doNothing())
    .returning('event_id')
    .execute()
  return written.length > 0
}

/** The silence around a vote that an event falls into, unless it is none of a campaign or two persons lifted it. */
export async function silenceOver(handle: Handle, event: Silenceable): ReturnType<typeof silenceAt> {
  if (!event.campaign || event.waived_at) return undefined
  return silenceAt(handle, event, { from: event.starts_at, to: event.ends_at })
}

type Silenceable = Pick<
  EventRow,
  'campaign' | 'waived_at' | 'country' | 'department_id' | 'place_id' | 'time_zone' | 'starts_at' | 'ends_at'
>

type Planned = Span & Where & Pick<EventRow, 'campaign'>
type Where = Pick<EventRow, 'country' | 'department_id' | 'place_id' | 'time_zone'>

/** Throws unless an event may be set for its time: in the future, and outside the silence around a vote. */
export async function requireTime(tx: Tx, planned: Planned, now: Date): Promise<void> {
  const reason = whyNotThen(planned, now)
  if (reason)
    throw new Invalid({ [reason === 'events.when.ends' || reason === 'events.when.long' ? 'ends_hour' : 'day']: reason })
  if (!planned.campaign) return
  await requireNoSilence(tx, planned, { from: planned.starts_at, to: planned.ends_at })
  // To announce it now is speaking in public too.
  await requireNoSilence(tx, planned, { from: now, to: now })
}

/** Throws Conflict with the article when a vote's silence is kept there in that time. */
async function requireNoSilence(tx: Tx, where: Where, span: { from: Date; to: Date }): Promise<void> {
  const silence = await silenceAt(tx, where, span)
  if (silence) throw refusedBy(silence)
}

/** Why something of a campaign may not be, with the article that says so; without one where no rule of the country is known. */
export function refusedBy({ election, article }: { election: string; article: string | null }): Conflict {
  return article ? new Conflict('events.silence', { election, article }) : new Conflict('events.silence-careful', { election })
}

/** Throws when the silence around a vote forbids to show a campaign event now, or when it takes place. */
export async function requireSpeech(tx: Tx, event: EventRow, now: Date): Promise<void> {
  if (!event.campaign || event.waived_at || event.ends_at <= now) return
  await requireNoSilence(tx, event, { from: now, to: now })
  await requireNoSilence(tx, event, { from: event.starts_at, to: event.ends_at })
}
