import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { addDays, clockIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findPerson, type PersonId } from '#people'
import { titlesOf } from '#recipes'
import { territoryTexts, townName } from '#territories'
import { groupsLedBy } from '#groups'
import {
  cancelEvent,
  changeEvent,
  eventForHolder,
  eventPath,
  type EventRecord,
  holdEvent,
  mayHold,
  readFields,
  settingsPath,
  typedFields,
  typeOf,
  TYPES,
  typeText,
  whenText,
} from '../../core/index.ts'
import { EventFormPage } from '../form.page.tsx'
import { readEvent, valuesOf } from '../reading.ts'
import { CancelForm, EventForm, EventParams, NewQuery } from '../schema.ts'
import { pageTexts, type T } from '../texts.ts'
const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, pageTexts])

/** Announcing an event. */
export const formRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/events/new', { config, schema: { querystring: NewQuery, hide: true } }, async (request, reply) => {
    const holder = await holderIn(app, request)
    const { type, recipe, group } = request.query
    const [first, ...others] = holder.groups
    const chosen = holder.groups.find(({ id }) => id === group) ?? (others.length === 0 ? first : undefined)
    const zone = (chosen ?? first)?.time_zone ?? (await zoneOf(app, holder.person))
    const own = TYPES.find(({ id }) => id === type) ?? TYPES.find((one) => one.recipe === recipe)
    const values = {
      ...typedFields(readFields({})),
      type: own?.id ?? 'leafleting',
      attendance: 'place',
      precision: 'exact',
      language: request.locale,
      day: addDays(clockIn(zone, app.now()).day, 1),
      ...(recipe ? { recipe } : {}),
      // Whoever leads one group speaks for it, near where it is, unless she says otherwise.
      ...(chosen ? { group: chosen.id } : {}),
      ...(first ? { where: townName({ ...(chosen ?? first), name: (chosen ?? first).town }) } : {}),
    }
    return showForm(app, reply, { holder, form: { values, errors: {} } })
  })

  server.post('/events', { config, schema: { body: EventForm, hide: true }, attachValidation: true }, async (request, reply) => {
    const holder = await holderIn(app, request)
    return submitted(request, {
      again: (code, form) => showForm(app, reply.code(code), { holder, form }),
      work: async () => {
        const { person } = holder
        if (!person) throw new Conflict('hosting.new.not-supporter')
        if (!mayHold(typeOf(request.body.type), { ...holder, supporter: true }))
          throw new Invalid({ type: 'hosting.form.type-not' })
        const { details, spans } = await readEvent(app, request.body, holder)
        const holding = { person, group: request.body.group ?? null, details, spans }
        const id = await transact((tx) => holdEvent(tx, holding, app.now()))
        return reply.back(eventPath(id), 'done')
      },
    })
  })
}

/** Changing an event, and calling it off. */
export const changingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: EventParams, hide: true } as const

  server.get('/events/:event/settings', { config, schema }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    const holder = await holderIn(app, request)
    return showForm(app, reply, { holder, event, form: { values: valuesOf(event), errors: {} } })
  })

  server.post(
    '/events/:event/settings',
    { config, schema: { ...schema, body: EventForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      const holder = await holderIn(app, request)
      return submitted(request, {
        again: (code, form) => showForm(app, reply.code(code), { holder, event, form }),
        work: async () => {
          // What it is already it may stay, whoever of its holders changes it.
          if (request.body.type !== event.type && !mayHold(typeOf(request.body.type), { ...holder, supporter: true }))
            throw new Invalid({ type: 'hosting.form.type-not' })
          const { details, spans } = await readEvent(app, request.body, { before: event, staff: holder.staff })
          const change = { event: event.id, details, span: spans[0]!, following: request.body.following === 'true' }
          await transact((tx) => changeEvent(tx, change, app.now()))
          return reply.back(eventPath(event.id), 'saved')
        },
      })
    },
  )

  server.post('/events/:event/cancellation', { config, schema: { ...schema, body: CancelForm } }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    const { reason, following } = request.body
    const cancelling = { event: event.id, reason: reason?.trim() || null, following: following === 'true' }
    await transact((tx) => cancelEvent(tx, cancelling, app.now()))
    return reply.back(eventPath(event.id), 'done')
  })
}

async function holderIn({ database: { read }, isOn }: App, { actor }: FastifyRequest): Promise<Holder> {
  const person = actor.person?.id
  const groups = person && isOn('groups') ? await groupsLedBy(read, person) : []
  return { person, groups, organiser: groups.length > 0, staff: actor.grants.has('events.moderate') }
}

/** By whose clocks somebody lives; the movement's where her town is not known. */
async function zoneOf(app: App, person: PersonId | undefined): Promise<string> {
  const found = person ? await findPerson(app.database.read, person) : undefined
  return found?.time_zone ?? app.movement.current.timeZone
}

type Holder = {
  person: PersonId | undefined
  groups: { id: string; name: string; town: string; time_zone: string; department_id: string | null }[]
  organiser: boolean
  staff: boolean
}

async function showForm(
  app: App,
  reply: FastifyReply,
  { holder, event, form }: { holder: Holder; event?: EventRecord; form: FormState },
) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const titles = await titlesOf(app.database.read, locale)
  const may = (type: (typeof TYPES)[number]) => type.id === event?.type || mayHold(type, { ...holder, supporter: true })
  const page = {
    t,
    locale,
    action: link(event ? settingsPath(event.id) : '/events'),
    form,
    fresh: event === undefined,
    refused: refusalOf(t, { holder, event }, app.now()),
    types: TYPES.filter(may).map(({ id }) => ({ value: id, text: typeText(t, id) })),
    groups: holder.groups.map(({ id, name, town }) => ({ value: id, text: `${name}, ${town}` })),
    recipes: [...titles].map(([value, text]) => ({ value, text })),
    series: event?.series_id != null,
    // That something of a campaign is none, staff alone say; what they said stays.
    inner: holder.staff || form.values.campaign === 'no',
    about: event && [event.title, whenText(t, locale, event)].join(' · '),
    cancel:
      event && !event.cancelled_at && event.starts_at > app.now()
        ? { action: link(`${eventPath(event.id)}/cancellation`) }
        : undefined,
    back: event
      ? { href: link(eventPath(event.id)), text: t('hosting.plan.back') }
      : { href: link('/events'), text: t('events.all') },
  }
  const title = t(event ? 'hosting.settings.title' : 'hosting.new.title')
  return reply.page({ title, body: <EventFormPage {...page} />, islands: ['here.island.ts'] })
}

function refusalOf(t: T, { holder, event }: { holder: Holder; event: EventRecord | undefined }, now: Date): string | undefined {
  if (!holder.person) return t('hosting.new.not-supporter')
  return event && (event.cancelled_at || event.starts_at <= now) ? t('events.late') : undefined
}
