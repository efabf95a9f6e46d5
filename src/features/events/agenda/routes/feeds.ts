import type { PersonId } from '#people'
import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { entryText, frameOf } from '#platform/calendar/calendars'
import { Invalid, NotFound } from '#platform/errors'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { type Point, pointOf } from '#platform/geo/points'
import { meetingEntry, meetingPath, publicGroup } from '#groups'
import { ownEntries, ownEventEntry, ownLinks } from '../../attending/index.ts'
import { eventPath, eventTexts } from '../../core/index.ts'
import { dateEntry, datesAround, spanOf } from '../dates.ts'
import { feedLinks } from '../links.ts'
import { feedKeys, feedOf, type FeedWanted, meetingsOf } from '../queries/feeds.ts'
import { FeedQuery, GroupParams, TokenParams } from '../schema.ts'
import { atomFrame, entriesOf, icsFrame, tagOf } from '../streaming.ts'

const config = { permission: 'anyone' } as const
const ASKED_A_MINUTE = 600
const DAY = 86_400_000

/** Calendars that programs ask for: of a group, a type, a radius; and somebody's own, by its secret address. */
export const feedRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database
  const limit = limiter(server, [{ max: ASKED_A_MINUTE, window: MINUTE, key: networkOf }])

  server.get('/events.ics', { config, schema: { querystring: FeedQuery, hide: true }, onRequest: limit }, (request, reply) =>
    sendFeed(app, reply, { wanted: wantedOf(request.query), kind: 'ics' }),
  )

  server.get('/events.atom', { config, schema: { querystring: FeedQuery, hide: true }, onRequest: limit }, (request, reply) =>
    sendFeed(app, reply, { wanted: wantedOf(request.query), kind: 'atom' }),
  )

  server.get(
    '/groups/:group/events.ics',
    { config: { ...config, about: 'groups' }, schema: { params: GroupParams, hide: true }, onRequest: limit },
    async (request, reply) => {
      const { id, town, lng, lat } = await publicGroup(app, request.params.group)
      return sendFeed(app, reply, { wanted: { group: id }, kind: 'ics', around: { town, point: { lng, lat } } })
    },
  )

  server.get(
    '/calendars/:token',
    { config, schema: { params: TokenParams, hide: true }, onRequest: limit },
    async (request, reply) => {
      const id = feedLinks.open(app, request.params.token.replace(/\.ics$/, ''))
      const person = id && (await feedOf(read, id))
      if (!person) throw new NotFound('agenda.feed.gone')
      return reply
        .header('cache-control', 'private, no-store')
        .type('text/calendar; charset=utf-8')
        .send(await ownCalendar(app, request, person))
    },
  )
}

function wantedOf({ group, type, near, km }: Static<typeof FeedQuery>): FeedWanted {
  const [lat, lng] = near?.split(',') ?? []
  const point = lat && lng ? pointOf(lat, lng) : undefined
  if (near && !point) throw new Invalid({ near: 'form.wrong' })
  return { group, type, near: point, km: km ? Number(km) : undefined }
}

/** `around`: where days that are no events are looked for; else around the point that is wanted, if any. */
type Asked = { wanted: FeedWanted; kind: 'ics' | 'atom'; around?: { town: string; point: Point } }
const TYPES = { ics: 'text/calendar; charset=utf-8', atom: 'application/atom+xml; charset=utf-8' }

async function sendFeed(app: App, reply: FastifyReply, { wanted, kind, around }: Asked) {
  const { read } = app.database
  const keys = await feedKeys(read, wanted, app.now())
  const { locale, link } = reply.request
  const { town, point } = around ?? { town: undefined, point: wanted.near }
  // Whoever wants one type of event wants no other days.
  const dates = kind === 'ics' && !wanted.type ? await datesAround(app, { town, point, locale }) : []
  const tag = tagOf(keys, dates)
  reply.headers({ etag: tag, 'cache-control': 'public, max-age=300' })
  const known = String(reply.request.headers['if-none-match'] ?? '').split(/\s*,\s*/)
  // A proxy that compressed it may have made its tag a weak one.
  if (known.some((one) => one.replace(/^W\//, '') === tag)) return reply.code(304).send()
  const [head, foot] = kind === 'ics' ? icsFrame(app, keys, dates) : atomFrame(app, keys)
  async function* parts() {
    yield head
    yield* entriesOf(app, read, { keys, kind })
    for (const date of dates) yield dateEntry(date, (path) => new URL(link(path), app.config.publicUrl))
    yield foot
  }
  return reply.type(TYPES[kind]).send(Readable.from(parts()))
}

/** What somebody goes to, with the door and the link that only she may know, and the meetings of her groups. */
async function ownCalendar(app: App, { locale, link }: FastifyRequest, person: PersonId): Promise<string> {
  const { read } = app.database
  const { publicUrl } = app.config
  const { name, timeZone } = app.movement.current
  const t = eventTexts.in(locale)
  const at = (path: string) => new URL(link(path), publicUrl)
  const events = await ownEntries(read, person, new Date(app.now().getTime() - 14 * DAY))
  const meetings = app.isOn('groups') ? await meetingsOf(read, person, app.now()) : []
  const entries = [
    ...events.map((one) => ownEventEntry(t, one, at(one.sign_up ? ownLinks.path(app, one.sign_up) : eventPath(one.id)))),
    ...meetings.map((one) => meetingEntry(one, at(meetingPath(one.group_id, one.id)))),
  ]
  const dates = await datesAround(app, { town: undefined, point: undefined, locale })
  const spans = [...entries.map(({ starts, ends, zone }) => ({ starts, ends, zone })), ...dates.map(spanOf)]
  const [head, foot] = frameOf(spans, { feed: { name, url: at('/me/events').href }, zone: timeZone })
  return [head, ...entries.map(entryText), ...dates.map((date) => dateEntry(date, at)), foot].join('')
}
