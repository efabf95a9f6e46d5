import type { EventId } from './tables.ts'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Denied, NotFound } from '#platform/errors'
import type { PersonId } from '#people'
import { heldWithin } from '#staff'
import { type EventRecord, findEvent, isHolder, mayLook } from './queries.ts'

/** An event, and what the one who asks is to it. */
export type EventStanding = { event: EventRecord; person: PersonId | undefined; holds: boolean }

/** A request about an event. */
type OfEvent = Asked<{ event: EventId }>

/** The event that the path names, without the groups that hold it where the movement does without groups. */
async function eventIn(app: App, { params }: Pick<OfEvent, 'params'>): Promise<EventRecord | undefined> {
  const event = await findEvent(app.database.read, params.event)
  return event && !app.isOn('groups') ? { ...event, groups: [] } : event
}

/** An event for anybody: one that waits to be looked at, or was taken off the lists, is there for who holds it alone. `person`: who is signed in. */
export async function eventFor(app: App, { params }: OfEvent, person: PersonId | undefined): Promise<EventStanding> {
  const { read } = app.database
  const event = await eventIn(app, { params })
  if (!event) throw new NotFound('events.not-found')
  const holds = person !== undefined && (await isHolder(read, event.id, person))
  const hidden = !event.published_at || event.unlisted_at !== null
  if (hidden && !holds && !(person && (await mayLook(read, event.id, person)))) throw new NotFound('events.not-found')
  return { event, person, holds }
}

/** An event for who holds it; everybody else learns nothing of who comes. */
export async function eventForHolder(app: App, request: OfEvent): Promise<EventStanding & { person: PersonId }> {
  const person = request.actor.person?.id
  const { event, holds } = await eventFor(app, request, person)
  if (!person || !holds) throw new Denied('events.holders-only')
  return { event, person, holds }
}

/** An event of a territory in which the actor holds the permission; of another, it is not there. */
export async function eventOfTerritory(app: App, { actor, params }: OfEvent, permission: string): Promise<EventRecord> {
  const { read } = app.database
  const event = await eventIn(app, { params })
  const held =
    event &&
    (await heldWithin(read, actor.grants, { permissions: [permission], at: { area_id: null, place_id: event.place_id } }))
  if (!event || !held?.includes(permission)) throw new NotFound('events.not-found')
  return event
}
