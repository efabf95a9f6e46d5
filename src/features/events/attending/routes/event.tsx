import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { calendarOf } from '#platform/calendar/calendars'
import type { Link } from '#platform/http/locale'
import type { Words } from '#platform/i18n/texts'
import { CARD } from '#platform/card'
import { submitted } from '#platform/http/forms'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import type { Locale } from '#platform/i18n/locales'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { TextLink } from '#ui/parts'
import { groupPath } from '#groups'
import { recipePath } from '#recipes'
import {
  accessOf,
  cardPath,
  eventFor,
  eventPath,
  eventPicturePath,
  type EventRecord,
  type EventRole,
  type EventStanding,
  exactWhere,
  factsFor,
  freeOf,
  isDoorNear,
  isOpen,
  placesText,
  questionsOf,
  reportEvent,
  rolesOf,
  roleText,
  seriesOf,
  signUpOf,
  silenceOver,
  stateOf,
  typeText,
  whenText,
  whereText,
} from '../../core/index.ts'
import { pageTexts, type T } from '../texts.ts'
import { eventEntry } from '../calendar.ts'
import { EventPage } from '../event.page.tsx'
import { ownLinks } from '../links.ts'
import { structuredOf } from '../structured.ts'
import { EventParams, ReportForm } from '../schema.ts'

const config = { permission: 'anyone' } as const
const REPORTS_AN_HOUR = 5

/** The page of an event, for anybody. */
export const eventRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: REPORTS_AN_HOUR, window: HOUR, key: networkOf }])
  const schema = { params: EventParams, hide: true } as const

  server.get('/events/:event', { config, schema }, async (request, reply) => {
    const visitor = await request.visitor()
    const standing = await eventFor(app, request, visitor?.person?.id)
    return showEvent(app, reply, { ...standing, signedIn: visitor !== undefined })
  })

  server.get('/events/:event/calendar.ics', { config, schema }, async (request, reply) => {
    const { event } = await eventFor(app, request, undefined)
    const t = pageTexts.in(request.locale)
    const url = new URL(request.link(eventPath(event.id)), app.config.publicUrl)
    const entry = eventEntry(t, { ...event, where: whereText(t, event) }, url)
    return reply
      .header('content-disposition', 'attachment; filename="event.ics"')
      .type('text/calendar; charset=utf-8')
      .send(calendarOf([entry], { zone: event.time_zone }))
  })

  server.post(
    '/events/:event/reports',
    { config, schema: { ...schema, body: ReportForm }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const visitor = await request.visitor()
      const standing = { ...(await eventFor(app, request, visitor?.person?.id)), signedIn: visitor !== undefined }
      return submitted(request, {
        again: (code, report) => showEvent(app, reply.code(code), { ...standing, report }),
        work: async () => {
          const { words, website } = request.body
          if (!website) await app.database.transact((tx) => reportEvent(tx, { event: standing.event.id, words }, app.now()))
          return reply.back(eventPath(standing.event.id), 'thanked')
        },
      })
    },
  )
}

/** `signUpAt`: where somebody signs up who is known by another way than by being signed in. */
type Shown = EventStanding & { signedIn: boolean; signUpAt?: string; form?: FormState; report?: FormState }

/** An event as whoever asks may see it. */
export async function showEvent(app: App, reply: FastifyReply, shown: Shown) {
  const { request } = reply
  const { event, person, signedIn } = shown
  const { locale, link } = request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const now = app.now()
  const path = link(eventPath(event.id))
  const own = person ? await signUpOf(read, event.id, person) : undefined
  const silence = await silenceOver(read, event)
  const roles = (await rolesOf(read, event.id)).filter((role) => isOpen(event, role, now))
  const open = !silence && (isOpen(event, undefined, now) || roles.length > 0)
  const page = {
    t,
    locale,
    title: event.title,
    type: typeText(t, event.type),
    picture: eventPicturePath(event),
    notices: noticesOf(t, { event, article: silence?.article ?? (silence && '') }, now),
    facts: factsOf({ t, locale, link }, { ...shown, silenced: silence !== undefined }, now),
    description: paragraphsOf(event.description),
    access: accessOf(event, { t, locale }),
    tabs: tabsFor(app, { locale, path }, shown),
    own: own && { href: link(ownLinks.path(app, own.id)), text: t(`attending.own.state-${own.state}`) },
    signUp: open ? await signUpFor(app, { t, locale }, { ...shown, roles, path }) : undefined,
    signIn: signedIn ? undefined : `${link('/sign-in')}?next=${encodeURIComponent(path)}`,
    others: event.series_id ? await othersOf(app, request, event) : [],
    recipe: event.recipe_id ? link(recipePath(event.recipe_id)) : undefined,
    calendar: stateOf(event, now) === 'coming' && !silence ? `${path}/calendar.ics` : undefined,
    all: link('/events'),
    ...besideOf(app, path, shown),
  }
  return reply.page({
    title: event.title,
    ...sharedAs(app, request, event),
    body: <EventPage {...page} />,
    islands: ['share.island.ts'],
  })
}

/** For who holds it the link to send on, for everybody else a form to complain. */
function besideOf(app: App, path: string, { event, holds, report }: Shown) {
  const share = stateOf(event, app.now()) === 'coming' ? app.config.publicUrl + path : undefined
  if (holds) return { share, report: undefined }
  const form = report ?? { values: {}, errors: {} }
  return { share: undefined, report: { action: `${path}/reports`, form, opened: report !== undefined } }
}

/** An event where its page is shared, and for programs. */
function sharedAs(app: App, { locale, link }: FastifyRequest, event: EventRecord) {
  const t = pageTexts.in(locale)
  const { publicUrl } = app.config
  const description = [whenText(t, locale, event), whereText(t, event)].join(' · ')
  const image = { src: link(cardPath(event)), words: `${event.title}. ${description}`, ...CARD }
  const linked = {
    url: publicUrl + link(eventPath(event.id)),
    image: publicUrl + image.src,
    movement: app.movement.current.name,
    site: publicUrl,
  }
  return { description, image, structured: structuredOf(event, linked) }
}

/** The other dates of a series. */
async function othersOf(app: App, { locale, link }: FastifyRequest, event: EventRecord) {
  const t = pageTexts.in(locale)
  const dates = await seriesOf(app.database.read, event.series_id!, app.now())
  return dates
    .filter(({ id }) => id !== event.id)
    .map((one) => ({ href: link(eventPath(one.id)), text: whenText(t, locale, { ...one, time_zone: event.time_zone }) }))
}

function placesFact({ t, locale }: Words<T>, event: EventRecord, now: Date) {
  const label = t('events.fact-places')
  if (event.cancelled_at) return []
  if (stateOf(event, now) !== 'over') return [{ label, value: placesText(t, locale, event) }]
  return [{ label: t('attending.fact-came'), value: t('attending.places-were', { n: event.taken }) }]
}

/** Pages of an event for who holds it; once it is over, those for anybody. */
function tabsFor(app: App, { locale, path }: { locale: Locale; path: string }, { event, holds }: Shown) {
  const now = app.now()
  const role = holds ? 'holder' : stateOf(event, now) === 'over' ? 'anyone' : undefined
  const begins = !event.cancelled_at && isDoorNear(event, now)
  const tabs = role ? app.tabsOf('event', role).filter(({ once }) => once !== 'begun' || begins) : []
  return tabs.map(({ path: tab, text, daily }) => ({ href: path + tab, text: text(locale), daily }))
}

type Asked = Shown & { roles: EventRole[]; path: string }

/** What somebody is asked when she signs up. */
async function signUpFor(app: App, { t, locale }: Words<T>, { event, person, form, roles, path, signUpAt }: Asked) {
  return {
    action: signUpAt ?? `${path}/sign-up`,
    form: form ?? { values: {}, errors: {} },
    button: t(freeOf(event) > 0 ? 'attending.sign-up.button' : 'attending.sign-up.wait'),
    visitor: person === undefined,
    guests: event.guests,
    mustChoose: stateOf(event, app.now()) === 'on',
    roles: roles.map((role) => ({ value: role.id, text: roleText(t, locale, { ...role, time_zone: event.time_zone }) })),
    questions: await questionsOf(app.database.read, event.id),
  }
}

/** `article`: the law that silences the event. */
type Noticed = { event: EventRecord; article: string | undefined }

function noticesOf(t: T, { event, article }: Noticed, now: Date): string[] {
  const state = stateOf(event, now)
  return [
    ...(state === 'cancelled' ? [[t('events.state-cancelled'), event.cancel_reason].filter(Boolean).join(' ')] : []),
    ...(state === 'unread' || state === 'over' || state === 'on' ? [t(`attending.state-${state}`)] : []),
    ...(state === 'unlisted' ? [t('attending.state-unlisted', { reason: event.unlist_reason ?? '' })] : []),
    ...(article !== undefined ? [t('attending.silenced', { article })] : []),
  ]
}

type Told = Pick<Shown, 'event' | 'holds'> & { silenced: boolean }

function factsOf({ t, locale, link }: Words<T> & { link: Link }, { event, holds, silenced }: Told, now: Date) {
  const hosts = event.groups.filter(({ accepted }) => accepted)
  return [
    { label: t('events.fact-when'), value: whenText(t, locale, event) },
    { label: t('events.fact-where'), value: holds ? exactWhere(t, event) : whereText(t, event) },
    ...(holds && exactWhere(t, event) !== whereText(t, event)
      ? [{ label: t('attending.fact-where-shown'), value: whereText(t, event) }]
      : []),
    ...(event.attendance !== 'place' ? [{ label: t('attending.fact-link'), value: t('attending.link-later') }] : []),
    ...(hosts.length > 0
      ? [
          {
            label: t('events.fact-hosts'),
            value: hosts.map(({ id, name }, n) => (
              <>
                {n > 0 && ', '}
                <TextLink href={link(groupPath(id))}>{name}</TextLink>
              </>
            )),
          },
        ]
      : []),
    ...(silenced ? [] : placesFact({ t, locale }, event, now)),
    ...factsFor(holds ? 'holder' : 'anyone', event, { t, locale }),
  ]
}
