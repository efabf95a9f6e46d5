import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { type Words, ofAnyKey } from '#platform/i18n/texts'
import { handOf } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { readCursor, writeCursor } from '#platform/http/cursors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import {
  accessOf,
  askWaiver,
  callOff,
  eventOfTerritory,
  eventPath,
  type EventRecord,
  type EventState,
  factsFor,
  holdersOf,
  placesText,
  policyOf,
  publishEvent,
  reportsOf,
  setEventListed,
  setPolicy,
  settleEventReports,
  silenceOver,
  stateOf,
  takeOver,
  typeText,
  waiveSilence,
  whenText,
  whereText,
} from '../core/index.ts'
import { eventsOnDesk, type View, waiverOf } from './queries.ts'
import { type Acts, StaffEventPage, StaffEventsPage } from './event.page.tsx'
import { DeskQuery, EventParams, ListingForm, PolicyForm, ReasonForm } from './schema.ts'
import { pageTexts, type T } from './texts.ts'

const see = { permission: 'events.see' } as const
const moderate = { permission: 'events.moderate' } as const
const SHOWN = 50
const VIEWS: View[] = ['coming', 'unread', 'reported', 'unlisted', 'past']

const schema = { params: EventParams, hide: true } as const
const back = (reply: FastifyReply, { id }: EventRecord) => reply.back(`/staff/events/${id}`, 'done')

/** Events of a territory, for those in charge of it. */
export const staffRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/events', { config: see, schema: { querystring: DeskQuery, hide: true } }, (request, reply) =>
    showEvents(app, reply, request.query),
  )

  server.post(
    '/staff/events/policy',
    { config: { ...moderate, everywhere: true }, schema: { body: PolicyForm, hide: true } },
    async (request, reply) => {
      await transact((tx) => setPolicy(tx, handOf(app, request), request.body.first === 'waits'))
      return reply.back('/staff/events', 'saved')
    },
  )
}

/** One event: published, taken off the lists, put back, its reports settled. */
export const decidingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get('/staff/events/:event', { config: see, schema }, async (request, reply) =>
    showEvent(app, reply, { event: await eventOfTerritory(app, request, 'events.see') }),
  )

  server.post(
    '/staff/events/:event/publication',
    { config: moderate, schema, attachValidation: true },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { event, form }),
        work: async () => {
          await transact((tx) => publishEvent(tx, handOf(app, request), event.id))
          return back(reply, event)
        },
      })
    },
  )

  server.post(
    '/staff/events/:event/listing',
    { config: moderate, schema: { ...schema, body: ListingForm }, attachValidation: true },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { event, form }),
        work: async () => {
          const { listed, reason } = request.body
          await transact((tx) => setEventListed(tx, handOf(app, request), { event: event.id, listed: listed === 'yes', reason }))
          return back(reply, event)
        },
      })
    },
  )

  server.post('/staff/events/:event/reports/settlement', { config: moderate, schema }, async (request, reply) => {
    const event = await eventOfTerritory(app, request, 'events.moderate')
    await transact((tx) => settleEventReports(tx, handOf(app, request), event.id))
    return back(reply, event)
  })
}

/** An event whose holders cannot or may not: called off for them, or taken over. */
export const steppingInRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.post(
    '/staff/events/:event/cancellation',
    { config: moderate, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { event, form, refused: 'cancel' }),
        work: async () => {
          await transact((tx) => callOff(tx, handOf(app, request), { event: event.id, reason: request.body.reason }))
          return back(reply, event)
        },
      })
    },
  )

  server.post('/staff/events/:event/holding', { config: moderate, schema }, async (request, reply) => {
    const event = await eventOfTerritory(app, request, 'events.moderate')
    const { person } = request.actor
    if (!person) throw new Conflict('moderating.not-supporter')
    await transact((tx) => takeOver(tx, handOf(app, request), { event: event.id, person: person.id }))
    return back(reply, event)
  })
}

/** The silence around a vote, lifted for one event by two persons. */
export const waiverRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.post(
    '/staff/events/:event/waiver/request',
    { config: moderate, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      return submitted(request, {
        again: (code, form) => showEvent(app, reply.code(code), { event, form, refused: 'waiver' }),
        work: async () => {
          const asking = { event: event.id, about: event.title, reason: request.body.reason, path: `/staff/events/${event.id}` }
          await transact((tx) => askWaiver(tx, handOf(app, request), asking))
          return reply.back(`/staff/events/${event.id}`, 'asked')
        },
      })
    },
  )

  server.post('/staff/events/:event/waiver', { config: moderate, schema }, async (request, reply) => {
    const event = await eventOfTerritory(app, request, 'events.moderate')
    try {
      await transact((tx) => waiveSilence(tx, handOf(app, request), event.id))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      const form = { values: {}, errors: {}, notice: error.key }
      return showEvent(app, reply.code(403), { event, form })
    }
    return back(reply, event)
  })
}

async function showEvents(app: App, reply: FastifyReply, { view = 'coming', after }: Static<typeof DeskQuery>) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const from = readCursor(after)
  const cursor = from && { starts_at: from.at, id: from.id }
  const found = await eventsOnDesk(read, { scope: actor.scope('events.see'), view, now: app.now(), after: cursor, limit: SHOWN })
  const last = found.at(-1)
  const everywhere = actor.grants.get('events.moderate') === 'everywhere'
  const page = {
    t,
    views: VIEWS.map((one) => ({
      href: `${link('/staff/events')}?view=${one}`,
      text: t(`moderating.view-${one}`),
      current: one === view,
    })),
    rows: found.map((event) => ({
      key: event.id,
      title: event.title,
      href: link(`/staff/events/${event.id}`),
      cells: [whenText(t, locale, event), event.town, String(event.taken)],
      badges: [
        ...(event.reports > 0 ? [t('moderating.reported', { n: event.reports })] : []),
        ...(event.published_at ? [] : [t('moderating.unread')]),
        ...(event.unlisted_at ? [t('moderating.unlisted')] : []),
        ...(event.cancelled_at ? [t('events.state-cancelled')] : []),
      ],
    })),
    next:
      found.length === SHOWN && last
        ? `${link('/staff/events')}?view=${view}&after=${writeCursor({ at: last.starts_at, id: last.id })}`
        : undefined,
    policy: everywhere ? { action: link('/staff/events/policy'), waits: (await policyOf(read)).first_waits } : undefined,
  }
  return reply.page({ title: t('moderating.title'), body: <StaffEventsPage {...page} /> })
}

/** Which form of the page was refused. */
type Refused = 'listing' | 'cancel' | 'waiver'
const NOTHING: FormState = { values: {}, errors: {} }

async function showEvent(
  app: App,
  reply: FastifyReply,
  { event, form = NOTHING, refused = 'listing' }: { event: EventRecord; form?: FormState; refused?: Refused },
) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { read } = app.database
  const reports = await reportsOf(read, event.id)
  const silenced = !event.cancelled_at && (await silenceOver(read, event)) !== undefined
  const held = (await holdersOf(read, event.id)).length > 0
  const agreed = silenced && (await waiverOf(read, event.id, app.now())) === 'given'
  const state = stateOf(event, app.now())
  const coming = !event.cancelled_at && event.starts_at > app.now()
  const page = {
    t,
    locale,
    title: event.title,
    notice: form.notice ? ofAnyKey(t)(form.notice, form.noticeValues) : undefined,
    facts: factsOf({ t, locale }, event, silenced ? 'silenced' : state),
    description: paragraphsOf(event.description),
    reports: reports.map(({ words }) => words),
    forms: (name: Refused) => (name === refused ? { values: form.values, errors: form.errors } : NOTHING),
    open: link(eventPath(event.id)),
    acts: actor.grants.has('events.moderate')
      ? actsOn(event, { path: link(`/staff/events/${event.id}`), state, silenced, held, agreed, coming })
      : {},
    back: link('/staff/events'),
  }
  return reply.page({ title: event.title, body: <StaffEventPage {...page} /> })
}

/** `coming`: it has not begun, and was not called off. */
type Standing = { path: string; state: EventState; silenced: boolean; held: boolean; agreed: boolean; coming: boolean }

/** What who may decide can do with an event as it stands. */
const actsOn = (event: EventRecord, { path, state, silenced, held, agreed, coming }: Standing): Acts => ({
  listing: { action: `${path}/listing`, listed: event.unlisted_at === null },
  settle: `${path}/reports/settlement`,
  ...(event.picture_at && { picture: { src: `${path}/picture.webp`, remove: `${path}/picture/removal` } }),
  ...(coming && { cancel: `${path}/cancellation` }),
  ...(!held && coming && { takeOver: `${path}/holding` }),
  ...(state === 'unread' && { publish: `${path}/publication` }),
  ...(silenced && { waiver: { ask: `${path}/waiver/request`, ...(agreed && { use: `${path}/waiver` }) } }),
})

function accessFact(words: Words<T>, event: EventRecord) {
  const lines = accessOf(event, words)
  return lines.length > 0 ? [{ label: words.t('events.access'), value: lines.join(' · ') }] : []
}

const factsOf = ({ t, locale }: Words<T>, event: EventRecord, state: EventState | 'silenced') => [
  { label: t('events.fact-type'), value: typeText(t, event.type) },
  { label: t('events.fact-when'), value: whenText(t, locale, event) },
  { label: t('events.fact-where'), value: whereText(t, event) },
  { label: t('events.fact-hosts'), value: event.groups.map(({ name }) => name).join(', ') },
  { label: t('events.fact-places'), value: placesText(t, locale, event) },
  { label: t('moderating.state'), value: t(`moderating.state-${state}`) },
  // What anybody will read: whoever publishes it has read it before.
  ...factsFor('anyone', event, { t, locale }),
  ...accessFact({ t, locale }, event),
  ...(event.unlist_reason ? [{ label: t('moderating.reason'), value: event.unlist_reason }] : []),
]
