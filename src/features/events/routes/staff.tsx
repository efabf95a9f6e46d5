import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { requireEverywhere, staffTexts } from '#staff'
import { eventOfTerritory } from '../access.ts'
import { askWaiver, publishEvent, setEventListed, setPolicy, settleEventReports, waiveSilence } from '../commands/moderate.ts'
import { placesText, typeText, whenText, whereText } from '../describing.ts'
import { eventPath } from '../paths.ts'
import type { EventRecord } from '../queries/event.ts'
import { eventsOnDesk, policyOf, reportsOf, type View } from '../queries/staff.ts'
import { stateOf } from '../rules.ts'
import { DeskQuery, EventParams, ListingForm, PolicyForm, ReasonForm } from '../schema.ts'
import { StaffEventPage, StaffEventsPage } from '../staff.page.tsx'
import { type T, texts } from '../texts.ts'

const see = { permission: 'events.see' } as const
const moderate = { permission: 'events.moderate' } as const
const formTexts = joinTexts([httpTexts, staffTexts, texts])
const SHOWN = 50
const VIEWS: View[] = ['coming', 'unread', 'reported', 'unlisted', 'past']

const schema = { params: EventParams, hide: true } as const
const handOf = (app: App, { actor }: FastifyRequest) => ({ actor, now: app.now() })
const back = (reply: FastifyReply, { id }: EventRecord) => reply.back(`/staff/events/${id}`, 'done')

/** Events of a territory, for those in charge of it. */
export const staffRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/events', { config: see, schema: { querystring: DeskQuery, hide: true } }, (request, reply) =>
    showEvents(app, request, reply, request.query),
  )

  server.post('/staff/events/policy', { config: moderate, schema: { body: PolicyForm, hide: true } }, async (request, reply) => {
    requireEverywhere(request.actor, 'events.moderate')
    await transact((tx) => setPolicy(tx, handOf(app, request), request.body.first === 'waits'))
    return reply.back('/staff/events', 'saved')
  })
}

/** One event: published, taken off the lists, put back. */
export const decidingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get('/staff/events/:event', { config: see, schema }, async (request, reply) =>
    showEvent(app, request, reply, { event: await eventOfTerritory(app, request, 'events.see') }),
  )

  server.post(
    '/staff/events/:event/publication',
    { config: moderate, schema, attachValidation: true },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      return submitted(request, {
        again: (code, form) => showEvent(app, request, reply.code(code), { event, form }),
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
        again: (code, form) => showEvent(app, request, reply.code(code), { event, form }),
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

/** The silence around a vote, lifted for one event by two persons. */
export const waiverRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.post(
    '/staff/events/:event/waiver/request',
    { config: moderate, schema: { ...schema, body: ReasonForm } },
    async (request, reply) => {
      const event = await eventOfTerritory(app, request, 'events.moderate')
      const asking = { event: event.id, about: event.title, reason: request.body.reason, path: `/staff/events/${event.id}` }
      await transact((tx) => askWaiver(tx, handOf(app, request), asking))
      return reply.back(`/staff/events/${event.id}`, 'asked')
    },
  )

  server.post('/staff/events/:event/waiver', { config: moderate, schema }, async (request, reply) => {
    const event = await eventOfTerritory(app, request, 'events.moderate')
    try {
      await transact((tx) => waiveSilence(tx, handOf(app, request), event.id))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
      const form = { values: {}, errors: {}, notice: error.key }
      return showEvent(app, request, reply.code(403), { event, form })
    }
    return back(reply, event)
  })
}

async function showEvents(
  app: App,
  { locale, link, actor }: FastifyRequest,
  reply: FastifyReply,
  { view = 'coming', after }: Static<typeof DeskQuery>,
) {
  const t = texts.in(locale)
  const { read } = app.database
  const [, at, id] = /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '') ?? []
  const cursor = at && id ? { starts_at: new Date(Number(at)), id } : undefined
  const found = await eventsOnDesk(read, { scope: actor.scope('events.see'), view, now: app.now(), after: cursor, limit: SHOWN })
  const last = found.at(-1)
  const everywhere = actor.grants.get('events.moderate') === 'everywhere'
  const page = {
    t,
    views: VIEWS.map((one) => ({
      href: `${link('/staff/events')}?view=${one}`,
      text: t(`events.staff.view-${one}`),
      current: one === view,
    })),
    rows: found.map((event) => ({
      key: event.id,
      title: event.title,
      href: link(`/staff/events/${event.id}`),
      cells: [whenText(t, locale, event), event.town, String(event.taken)],
      badges: [
        ...(event.reports > 0 ? [t('events.staff.reported', { n: event.reports })] : []),
        ...(event.published_at ? [] : [t('events.staff.unread')]),
        ...(event.unlisted_at ? [t('events.staff.unlisted')] : []),
        ...(event.cancelled_at ? [t('events.state-cancelled')] : []),
      ],
    })),
    next:
      found.length === SHOWN && last
        ? `${link('/staff/events')}?view=${view}&after=${last.starts_at.getTime()}_${last.id}`
        : undefined,
    policy: everywhere ? { action: link('/staff/events/policy'), waits: (await policyOf(read)).first_waits } : undefined,
  }
  return reply.page({ title: t('events.staff.title'), body: <StaffEventsPage {...page} /> })
}

async function showEvent(
  app: App,
  { locale, link, actor }: FastifyRequest,
  reply: FastifyReply,
  { event, form = { values: {}, errors: {} } }: { event: EventRecord; form?: FormState },
) {
  const t = formTexts.in(locale) as T
  const state = stateOf(event, app.now())
  const decides = actor.grants.has('events.moderate')
  const path = link(`/staff/events/${event.id}`)
  const reports = await reportsOf(app.database.read, event.id)
  const page = {
    t,
    locale,
    title: event.title,
    notice: form.notice ? t(form.notice as 'events.late', form.noticeValues) : undefined,
    facts: [
      { label: t('events.fact-type'), value: typeText(t, event.type) },
      { label: t('events.fact-when'), value: whenText(t, locale, event) },
      { label: t('events.fact-where'), value: whereText(t, event) },
      { label: t('events.fact-hosts'), value: event.groups.map(({ name }) => name).join(', ') },
      { label: t('events.fact-places'), value: placesText(t, locale, event) },
      { label: t('events.staff.state'), value: t(`events.staff.state-${state}`) },
      ...(event.unlist_reason ? [{ label: t('events.staff.reason'), value: event.unlist_reason }] : []),
    ],
    description: paragraphsOf(event.description),
    reports: reports.map(({ words }) => words),
    form: { values: form.values, errors: form.errors },
    open: link(eventPath(event.id)),
    publish: decides && state === 'unread' ? `${path}/publication` : undefined,
    settle: decides ? `${path}/reports/settlement` : undefined,
    listing: decides ? { action: `${path}/listing`, listed: event.unlisted_at === null } : undefined,
    waiver: decides && event.campaign && !event.waived_at ? { ask: `${path}/waiver/request`, use: `${path}/waiver` } : undefined,
    back: link('/staff/events'),
  }
  return reply.page({ title: event.title, body: <StaffEventPage {...page} /> })
}
