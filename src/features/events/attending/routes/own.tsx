import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { calendarOf } from '#platform/calendar/calendars'
import type { Link } from '#platform/http/locale'
import { type Words, ofAnyKey } from '#platform/i18n/texts'
import type { Asked } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { normaliseEmail } from '#platform/text/email'
import type { FormState } from '#ui/form'
import { personOfEmail } from '#people'
import { ownEventEntry } from '../calendar.ts'
import {
  canBeOnWay,
  changePlaces,
  eventPath,
  type EventRecord,
  exactWhere,
  factsFor,
  findEvent,
  findSignUp,
  freeOf,
  giveBack,
  hoursText,
  isOpen,
  placerOf,
  promotes,
  rolesOf,
  roleText,
  sayOnWay,
  setReminders,
  signUpOf,
  type SignUpRecord,
  stateOf,
  whenText,
  whereText,
} from '../../core/index.ts'
import { pageTexts, type T } from '../texts.ts'
import { ownLinks, ticketPath } from '../links.ts'
import { ownEventCards } from '../mine.ts'
import { MinePage, OwnPage } from '../own.page.tsx'
import { before } from '../queries.ts'
import { PlacesForm, RemindersForm, TokenParams } from '../schema.ts'
import qrcode from 'qrcode'

const anyone = { permission: 'anyone' } as const
const SHOWN = 50
const schema = { params: TokenParams, hide: true } as const

/** Somebody's own sign-up, by the link of her mail. */
export const ownRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/sign-ups/:token', { config: anyone, schema }, async (request, reply) => {
    const own = await ownIn(app, request)
    const { state, person_id, event_id } = own.signUp
    // Whoever left and came again has another sign-up: an old mail leads to it.
    const again = state === 'left' && person_id ? await signUpOf(read, event_id, person_id) : undefined
    if (again) return reply.redirect(request.link(ownLinks.path(app, again.id)), 303)
    return showOwn(app, reply, own)
  })

  server.post('/sign-ups/:token/confirmation', { config: anyone, schema }, async (request, reply) => {
    const { signUp } = await ownIn(app, request)
    const own = request.plainPath.replace(/\/confirmation$/, '')
    // Whoever waits may take a place that is free and to which nobody is moved up any more.
    if (!['unconfirmed', 'waiting'].includes(signUp.state)) return reply.redirect(request.link(own), 303)
    const { id, event_id, locale, seats, role_id, answers, remind_day, remind_hours } = signUp
    // The mailbox has proved to be hers: whoever of the file has it under her name is she.
    const person = signUp.person_id ?? (await whoOf(app, signUp)) ?? null
    const visitor = person ? null : { name: signUp.name!, email: signUp.email!, mailbox_hash: signUp.mailbox_hash! }
    const asked = { id, event: event_id, person, visitor, locale, seats, role: role_id, answers, remind_day, remind_hours }
    try {
      const placed = await placerOf(app)({ ...asked, how: 'mail' })
      return reply.redirect(request.link(ownLinks.path(app, placed.id)), 303)
    } catch (error) {
      if (error instanceof Conflict) return showOwn(app, reply.code(409), { ...(await ownIn(app, request)), why: error })
      throw error
    }
  })

  server.post('/sign-ups/:token/removal', { config: anyone, schema }, async (request, reply) => {
    const { signUp } = await ownIn(app, request)
    await transact((tx) => giveBack(tx, signUp.id, { now: app.now() }))
    return reply.back(request.plainPath.replace(/\/removal$/, ''), 'undone')
  })
}

async function whoOf({ database }: App, { name, email }: Pick<SignUpRecord, 'name' | 'email'>) {
  return email ? personOfEmail(database.read, normaliseEmail(email), name ?? '') : undefined
}

/** Reminders, "I am on my way", and the entry for one's calendar. */
export const besideRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    '/sign-ups/:token/reminders',
    { config: anyone, schema: { ...schema, body: RemindersForm } },
    async (request, reply) => {
      const { signUp } = await ownIn(app, request)
      const { remind_day, remind_hours } = request.body
      const wanted = { remind_day: remind_day === 'true', remind_hours: remind_hours === 'true' }
      await transact((tx) => setReminders(tx, signUp.id, wanted))
      return reply.back(request.plainPath.replace(/\/reminders$/, ''), 'saved')
    },
  )

  server.post(
    '/sign-ups/:token/places',
    { config: anyone, schema: { ...schema, body: PlacesForm }, attachValidation: true },
    async (request, reply) => {
      const own = await ownIn(app, request)
      return submitted(request, {
        again: (code, form) => showOwn(app, reply.code(code), { ...own, form }),
        work: async () => {
          const { seats, role } = request.body
          const wanted = { seats: Number(seats ?? own.signUp.seats), role: role ?? null }
          await transact((tx) => changePlaces(tx, { id: own.signUp.id, ...wanted }, app.now()))
          return reply.back(request.plainPath.replace(/\/places$/, ''), 'saved')
        },
      })
    },
  )

  server.post('/sign-ups/:token/on-way', { config: anyone, schema }, async (request, reply) => {
    const { signUp } = await ownIn(app, request)
    await transact((tx) => sayOnWay(tx, signUp.id, app.now()))
    return reply.back(request.plainPath.replace(/\/on-way$/, ''), 'saved')
  })

  server.get('/sign-ups/:token/calendar.ics', { config: anyone, schema }, async (request, reply) => {
    const { signUp, event } = await ownIn(app, request)
    if (signUp.state !== 'coming') throw new NotFound('events.own.gone')
    const t = pageTexts.in(request.locale)
    const url = new URL(request.link(request.plainPath.replace(/\/calendar\.ics$/, '')), app.config.publicUrl)
    return reply
      .header('content-disposition', 'attachment; filename="event.ics"')
      .header('cache-control', 'private, no-store')
      .type('text/calendar; charset=utf-8')
      .send(calendarOf([ownEventEntry(t, event, url)], { zone: event.time_zone }))
  })
}

/** All sign-ups of who is signed in, and what she holds. */
export const mineRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/me/events',
    { config: { permission: 'signed-in' }, schema: { hide: true } },
    async ({ actor, locale, link }, reply) => {
      const t = pageTexts.in(locale)
      const { person } = actor
      const events = person ? await ownEventCards(app, person.id, { locale, link, limit: SHOWN }) : []
      return reply.page({
        title: t('attending.mine.title'),
        body: <MinePage {...{ t, events }} create={link('/events/new')} all={link('/events')} />,
      })
    },
  )
}

type Own = { signUp: SignUpRecord; event: EventRecord; why?: Conflict; form?: FormState }

/** The button of a visitor's first mail; and of who waits for a place that is free and to which nobody is moved up any more. */
function confirmOf(t: T, { signUp, event, action }: Own & { action: string }, now: Date) {
  if (stateOf(event, now) !== 'coming') return undefined
  if (signUp.state === 'unconfirmed') return { action, text: t('attending.own.confirm') }
  const free = signUp.state === 'waiting' && !promotes(event, now) && freeOf(event) >= signUp.seats
  return free ? { action, text: t('attending.own.take') } : undefined
}

/** The sign-up that a link names, with its event. */
async function ownIn(app: App, { params }: Asked<{ token: string }>): Promise<Own> {
  const { read } = app.database
  const id = ownLinks.open(app, params.token)
  const signUp = id && (await findSignUp(read, id))
  const event = signUp && (await findEvent(read, signUp.event_id))
  if (!signUp || !event) throw new NotFound('events.own.gone')
  return { signUp, event }
}

async function showOwn(app: App, reply: FastifyReply, own: Own) {
  const { locale, link, plainPath } = reply.request
  const { signUp, event, why, form } = own
  const t = pageTexts.in(locale)
  const now = app.now()
  const path = link(plainPath.replace(/\/(confirmation|places)$/, ''))
  const holds = signUp.state === 'coming' && !event.cancelled_at
  const over = now >= event.ends_at
  const living = ['coming', 'waiting'].includes(signUp.state) && !event.cancelled_at && !over
  const page = {
    t,
    locale,
    title: event.title,
    notice: why && !event.cancelled_at ? ofAnyKey(t)(why.key, why.values) : await noticeOf(app, t, own),
    facts: factsOf({ t, locale }, own),
    confirm: confirmOf(t, { signUp, event, action: `${path}/confirmation` }, now),
    ...(holds && !over ? await heldBy(app, own, { link, path }) : NOT_HELD),
    reminders:
      living && stateOf(event, now) === 'coming' ? { action: `${path}/reminders`, form: remindersOf(signUp) } : undefined,
    places: living ? await placesOf(app, { t, locale }, { event, signUp, action: `${path}/places`, form }) : undefined,
    leave: living ? `${path}/removal` : undefined,
    open: link(eventPath(event.id)),
    others: living ? undefined : link('/events'),
  }
  return reply.page({ title: event.title, body: <OwnPage {...page} /> })
}

type Places = { event: EventRecord; signUp: SignUpRecord; action: string; form: FormState | undefined }

/** How many come with her, and what for: where there is something to choose, and time left. */
async function placesOf(app: App, { t, locale }: Words<T>, { event, signUp, action, form }: Places) {
  const now = app.now()
  const roles = (await rolesOf(app.database.read, event.id)).filter((role) => isOpen(event, role, now))
  if (!isOpen(event, undefined, now) || (event.guests === 0 && roles.length === 0)) return undefined
  const values = { seats: String(signUp.seats), ...(signUp.role_id ? { role: signUp.role_id } : {}) }
  return {
    action,
    form: form ?? { values, errors: {} },
    guests: event.guests,
    opened: waitsForRole({ signUp, event }),
    roles: roles.map((role) => ({ value: role.id, text: roleText(t, locale, { ...role, time_zone: event.time_zone }) })),
  }
}

/** There is room at the event, and none for what she chose. */
const waitsForRole = ({ signUp, event }: Pick<Own, 'signUp' | 'event'>) =>
  signUp.state === 'waiting' && signUp.role !== null && freeOf(event) >= signUp.seats

async function noticeOf(app: App, t: T, { signUp, event }: Own): Promise<string> {
  if (event.cancelled_at) return [t('events.state-cancelled'), event.cancel_reason].filter(Boolean).join(' ')
  if (signUp.state === 'waiting' && !promotes(event, app.now())) return t('attending.own.notice-late')
  if (waitsForRole({ signUp, event })) return t('attending.own.notice-role', { role: signUp.role ?? '' })
  if (signUp.state === 'waiting') return t('attending.own.notice-waiting', { n: await before(app.database.read, signUp) })
  return t(`attending.own.notice-${signUp.state}`)
}

function factsOf({ t, locale }: Words<T>, { signUp, event }: Own) {
  const holds = signUp.state === 'coming'
  const { role_starts_at: starts_at, role_ends_at: ends_at } = signUp
  const shift = hoursText(t, locale, { starts_at, ends_at, time_zone: event.time_zone })
  return [
    { label: t('events.fact-when'), value: whenText(t, locale, event) },
    { label: t('events.fact-where'), value: holds ? exactWhere(t, event) : whereText(t, event) },
    ...(signUp.role ? [{ label: t('attending.sign-up.role'), value: [signUp.role, shift].filter(Boolean).join(' · ') }] : []),
    ...(signUp.seats > 1
      ? [{ label: t('attending.sign-up.seats'), value: t('attending.sign-up.with', { n: signUp.seats - 1 }) }]
      : []),
    ...(holds && event.attendance !== 'online' && !event.address && event.exact_lat === null
      ? [{ label: t('attending.own.address'), value: t('attending.own.address-unknown') }]
      : []),
    ...(holds ? factsFor('coming', event, { t, locale }) : []),
  ]
}

const NOT_HELD = { ticket: undefined, onWay: undefined, online: undefined, directions: undefined, calendar: undefined }

/** What only who holds a place sees. */
async function heldBy(app: App, { signUp, event }: Own, { link, path }: { link: Link; path: string }) {
  return {
    ticket: await ticketOf(app, link, { signUp, event }),
    onWay: canBeOnWay(event, app.now()) ? { action: `${path}/on-way`, said: signUp.on_way_at !== null } : undefined,
    online: event.online_url ?? undefined,
    directions: directionsTo(event),
    calendar: `${path}/calendar.ics`,
  }
}

async function ticketOf(app: App, link: Link, { signUp: { code }, event }: Own) {
  const url = app.config.publicUrl + link(ticketPath(event.id, code))
  return { src: await qrcode.toDataURL(url, { margin: 1 }), code }
}

/** The way there, in the map of the person's own phone (RFC 5870), and on the web for who has none. */
function directionsTo({ attendance, address, town, exact_lat: lat, exact_lng: lng }: EventRecord) {
  if (attendance === 'online') return undefined
  // The middle of a town is no door to stand at: without a point, the map looks for the address.
  const asked = address && encodeURIComponent(`${address}, ${town}`)
  if (lat === null || lng === null)
    return asked ? { app: `geo:0,0?q=${asked}`, web: `https://www.openstreetmap.org/search?query=${asked}` } : undefined
  const at = { lat, lng }
  return {
    app: `geo:${at.lat},${at.lng}?q=${at.lat},${at.lng}`,
    web: `https://www.openstreetmap.org/directions?to=${at.lat}%2C${at.lng}`,
  }
}

function remindersOf({ remind_day, remind_hours }: SignUpRecord) {
  const values = { ...(remind_day ? { remind_day: 'true' } : {}), ...(remind_hours ? { remind_hours: 'true' } : {}) }
  return { values, errors: {} }
}
