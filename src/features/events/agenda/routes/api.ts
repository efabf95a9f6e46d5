import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { readCursor, writeCursor } from '#platform/http/cursors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { readBox } from '#platform/geo/boxes'
import { readPoint } from '#platform/geo/points'
import { eventPath } from '../../core/index.ts'
import { comingEvents, type EventInList, heldBy, nearestEventsPage, type TimeCursor, within } from '../queries/find.ts'
import { type Event, EventsPage, EventsQuery } from '../schema.ts'

/** Many ask at once, who are answered together, and each not too often. */
const config = { permission: 'anyone', turn: 'together' } as const
const SHOWN = 20
const ASKED_A_MINUTE = 600

/** Events for other software: what the pages show anybody. */
export const apiRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const limit = limiter(server, [{ max: ASKED_A_MINUTE, window: MINUTE, key: networkOf }])
  const schema = {
    querystring: EventsQuery,
    response: { 200: EventsPage },
    summary:
      'Events to come: the nearest first (`near`), else the next first; within a box, of a group, of a type, in a span of time',
  }

  server.get('/api/v1/events', { config, schema, onRequest: limit }, async ({ query }, reply) => {
    reply.header('cache-control', 'public, max-age=10')
    const now = app.now()
    const from = query.from ? momentOf(query.from, 'from') : now
    // What is over is not there, whatever is asked.
    const wanted = { type: query.type, from: from > now ? from : now, to: query.to ? momentOf(query.to, 'to') : undefined }
    const asked = { wanted, limit: query.limit ? Number(query.limit) : SHOWN }
    const say = (event: EventInList & { distance_km?: number }) => bodyOf(event, app.config.publicUrl)
    if (query.near) {
      const page = await nearestEventsPage(read, readPoint(query.near), { ...asked, after: readDistance(query.after) })
      return { events: page.events.map(say), next: page.next === undefined ? null : String(page.next) }
    }
    const where = query.group ? heldBy(query.group) : query.bbox ? within(readBox(query.bbox)) : undefined
    const found = await comingEvents(read, { ...asked, after: readMoment(query.after), ...(where ? { where } : {}) })
    const last = found.at(-1)
    const next = found.length === asked.limit && last ? writeCursor({ at: last.starts_at, id: last.id }) : null
    return { events: found.map(say), next }
  })
}

function momentOf(text: string, field: string): Date {
  const moment = new Date(text)
  if (Number.isNaN(moment.getTime())) throw new Invalid({ [field]: 'form.wrong' })
  return moment
}

function readDistance(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  if (!/^\d+(\.\d+)?(e-\d+)?$/.test(after)) throw new Invalid({ after: 'form.wrong' })
  return Number(after)
}

function readMoment(after: string | undefined): TimeCursor | undefined {
  if (after === undefined) return undefined
  const cursor = readCursor(after)
  if (!cursor) throw new Invalid({ after: 'form.wrong' })
  return { starts_at: cursor.at, id: cursor.id }
}

/** The fields of `Event`: the shape of the answer leaves out whatever else is here. */
function bodyOf(event: EventInList & { distance_km?: number }, publicUrl: string): Static<typeof Event> {
  const { starts_at, ends_at, capacity, taken, distance_km, ...said } = event
  return {
    ...said,
    starts_at: starts_at.toISOString(),
    ends_at: ends_at.toISOString(),
    places_left: capacity === null ? null : Math.max(0, capacity - taken),
    ...(distance_km === undefined ? {} : { distance_km: Math.round(distance_km * 100) / 100 }),
    url: publicUrl + eventPath(event.id),
  }
}
