import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { type Box, readBox } from '#platform/geo/boxes'
import { readPoint } from '#platform/geo/points'
import { type GroupInList, groupsWhere, type NearCursor, nearestGroupsPage, roomOf, stateOf } from '../../core/index.ts'
import { within } from '../queries.ts'
import { type Group, GroupsPage, GroupsQuery } from '../schema.ts'

/** Many ask at once, who are answered together, and each not too often. */
const config = { permission: 'anyone', turn: 'together' } as const
const SHOWN = 20
const ASKED_A_MINUTE = 600
const WORLD: Box = { west: -180, south: -85, east: 180, north: 85 }

/** Groups for other software: what the pages show anybody. */
export const apiRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const limit = limiter(server, [{ max: ASKED_A_MINUTE, window: MINUTE, key: networkOf }])
  const schema = {
    querystring: GroupsQuery,
    response: { 200: GroupsPage },
    summary: 'Groups, the nearest first (`near`), or within a box (`bbox`)',
  }

  server.get('/api/v1/groups', { config, schema, onRequest: limit }, async ({ query }, reply) => {
    reply.header('cache-control', 'public, max-age=10')
    const { language, theme, accessible, room, after } = query
    const wanted = { language, theme, accessible: accessible === 'true', room: room === 'true' }
    const asked = { wanted, limit: query.limit ? Number(query.limit) : SHOWN }
    if (query.near) {
      const page = await nearestGroupsPage(read, readPoint(query.near), { ...asked, after: readCursor(after) })
      return {
        groups: page.groups.map((group) => bodyOf(group, app.now())),
        next: page.next === undefined ? null : String(page.next),
      }
    }
    const found = await groupsWhere(read, within(query.bbox ? readBox(query.bbox) : WORLD), { ...asked, after: readId(after) })
    const last = found.at(-1)
    return { groups: found.map((group) => bodyOf(group, app.now())), next: found.length === asked.limit && last ? last.id : null }
  })
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function readId(after: string | undefined): string | undefined {
  if (after !== undefined && !UUID.test(after)) throw new Invalid({ after: 'form.wrong' })
  return after
}

function readCursor(after: string | undefined): NearCursor | undefined {
  if (after === undefined) return undefined
  if (!/^\d+(\.\d+)?(e-\d+)?$/.test(after)) throw new Invalid({ after: 'form.wrong' })
  return Number(after)
}

/** The fields of `Group`: the shape of the answer leaves out whatever else is here. */
function bodyOf(group: GroupInList & { distance_km?: number }, now: Date): Static<typeof Group> {
  const { size, next_meeting_at, distance_km, ...said } = group
  return {
    ...said,
    size,
    room: roomOf(size),
    state: stateOf(group, now),
    next_meeting_at: next_meeting_at?.toISOString() ?? null,
    ...(distance_km === undefined ? {} : { distance_km: Math.round(distance_km * 100) / 100 }),
  }
}
