import type { FastifyReply, FastifyRequest } from 'fastify'
import { getCountries } from 'libphonenumber-js'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { fieldErrors } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryName, dateFormat, formatDay, languageName, type Locale, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { gazetteerOf } from '#territories'
import { record, whoOpened, witnessOf } from '#staff'
import { personFor } from '../access.ts'
import * as edit from '../commands/edit.ts'
import { erasePerson, withdrawConsents } from '../commands/leave.ts'
import { readCustom } from '../custom.ts'
import { readDetails, readPoint } from '../editing.ts'
import { hashOf } from '../links.ts'
import { fullName } from '../naming.ts'
import { PersonPage, type PersonProps } from '../person.page.tsx'
import { allTags, contactPoints, customFields, foreignIds, ledger, notes, type PersonRecord, tagsOf } from '../queries/person.ts'
import * as shapes from '../schema.ts'
import type { CustomValue, PersonId } from '../tables.ts'
import { type T, texts } from '../texts.ts'

const see = { permission: 'people.see' } as const
const change = { permission: 'people.edit' } as const
const formTexts = joinTexts([httpTexts, texts])

type Forms = Partial<PersonProps['forms']>

/** A person's page, and each thing that can be changed on it. */
export const personRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const witness = witnessOf(app)
  const person = (request: FastifyRequest, permission: string) =>
    personFor(app, request.actor, permission, (request.params as { person: PersonId }).person)
  const hand = ({ actor }: FastifyRequest) => ({ actor, now: app.now() })
  const params = shapes.PersonParams

  server.get('/staff/people/:person', { config: see, schema: { params, hide: true } }, async (request, reply) => {
    const found = await person(request, 'people.see')
    await witness(request.actor, { action: 'view', object: 'person', id: found.id })
    return show(app, request, reply, found, {})
  })

  server.post(
    '/staff/people/:person/details',
    { config: change, schema: { params, body: shapes.DetailsForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      const values = request.body as Record<string, string>
      const details = request.validationError ? fieldErrors(request.validationError) : undefined
      const read = details ? { errors: details } : readDetails(request.body, gazetteerOf(app))
      if ('errors' in read) return show(app, request, reply.code(422), found, { details: { values, errors: read.errors } })
      await transact((tx) => edit.changeDetails(tx, hand(request), found.id, read.details))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/points',
    { config: change, schema: { params, body: shapes.PointForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      const values = request.body as Record<string, string>
      const wrong = (key: string) => show(app, request, reply.code(422), found, { point: { values, errors: { value: key } } })
      const point = request.validationError ? undefined : readPoint(request.body.value, found.country)
      if (!point) return wrong('people.person.point-wrong')
      try {
        await transact((tx) => edit.addPoint(tx, hand(request), found.id, point))
      } catch (error) {
        if (error instanceof Conflict) return wrong(error.key)
        throw error
      }
      return back(request, reply, found.id)
    },
  )

  const part = shapes.PersonPartParams
  server.post(
    '/staff/people/:person/points/:part',
    { config: change, schema: { params: part, body: shapes.QualityForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      await transact((tx) =>
        edit.setQuality(tx, hand(request), found.id, { id: request.params.part, quality: request.body.quality }),
      )
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/points/:part/removal',
    { config: change, schema: { params: part, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      await transact((tx) => edit.removePoint(tx, hand(request), found.id, request.params.part))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/tags',
    { config: change, schema: { params, body: shapes.TagForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      await transact((tx) => edit.addTag(tx, hand(request), found.id, request.body.tag))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/tags/:part/removal',
    { config: change, schema: { params: part, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      await transact((tx) => edit.removeTag(tx, hand(request), found.id, request.params.part))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/notes',
    { config: change, schema: { params, body: shapes.NoteForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      await transact((tx) => edit.addNote(tx, hand(request), found.id, request.body.note.trim()))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/custom',
    { config: change, schema: { params, body: shapes.CustomForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      const errors: Record<string, string> = {}
      const values: Record<string, CustomValue | null> = {}
      for (const field of await customFields(read)) {
        const value = readCustom(field, request.body[field.key] ?? '')
        if (value === undefined) errors[field.key] = `people.field.wrong-${field.kind}`
        else values[field.key] = value
      }
      if (Object.keys(errors).length > 0)
        return show(app, request, reply.code(422), found, { custom: { values: request.body, errors } })
      await transact((tx) => edit.setCustom(tx, hand(request), found.id, values))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/withdrawal',
    { config: change, schema: { params, body: shapes.StaffWithdrawalForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.edit')
      const { locale, actor } = request
      const said = { id: 'people.consent.withdrawal.v1', text: texts.in(locale)('people.consent.withdrawal.v1') }
      const { purpose } = request.body
      await transact(async (tx) => {
        await withdrawConsents(tx, {
          person: found.id,
          purposes: [purpose],
          now: app.now(),
          wording: said,
          locale,
          hashOf: hashOf(app),
          by: 'staff',
        })
        await record(tx, actor, { action: 'withdraw', object: 'person', id: found.id, fields: [purpose] }, app.now())
      })
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/restriction',
    { config: { permission: 'privacy.answer' }, schema: { params, body: shapes.RestrictionForm, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'privacy.answer')
      await transact((tx) => edit.setRestriction(tx, hand(request), found.id, request.body.restricted === 'true'))
      return back(request, reply, found.id)
    },
  )

  server.post(
    '/staff/people/:person/erasure',
    { config: { permission: 'people.erase' }, schema: { params, hide: true } },
    async (request, reply) => {
      const found = await person(request, 'people.erase')
      await transact(async (tx) => {
        await erasePerson(tx, { person: found.id, now: app.now(), hashOf: hashOf(app) })
        await record(tx, request.actor, { action: 'erase', object: 'person', id: found.id }, app.now())
      })
      return reply.redirect(request.link('/staff/people'), 303)
    },
  )
}

function back({ link }: FastifyRequest, reply: FastifyReply, id: PersonId) {
  return reply.redirect(`${link(`/staff/people/${id}`)}#content`, 303)
}

async function show(app: App, request: FastifyRequest, reply: FastifyReply, found: PersonRecord, forms: Forms) {
  const t = formTexts.in(request.locale)
  const props = await propsOf(app, request, found, forms)
  return reply.page({ title: t('people.staff.title'), body: <PersonPage {...props} /> })
}

const untouched: FormState = { values: {}, errors: {} }

/** Everything on the page: eight queries, whatever stands there. */
async function propsOf(
  app: App,
  { locale, link, actor }: FastifyRequest,
  found: PersonRecord,
  forms: Forms,
): Promise<PersonProps> {
  const { read } = app.database
  const { id } = found
  const t = formTexts.in(locale) as T
  const [points, said, written, tags, names, fields, ids, opened] = await Promise.all([
    contactPoints(read, id),
    ledger(read, id),
    notes(read, id),
    tagsOf(read, id),
    allTags(read),
    customFields(read),
    foreignIds(read, id),
    whoOpened(read, id),
  ])
  const day = dateFormat(locale, { dateStyle: 'medium' })
  const custom = Object.fromEntries(Object.entries(found.custom).map(([key, value]) => [key, String(value)]))
  const purposes = [...new Set(found.agreed.map((one) => one.split(':')[0]!))].filter((one) => one !== 'support')
  return {
    t,
    locale,
    name: fullName(found),
    lead: found.confirmed_on
      ? t('people.person.supporter', { day: formatDay(locale, found.confirmed_on) })
      : t('people.person.not-supporter'),
    path: link(`/staff/people/${id}`),
    facts: factsOf(found, locale, t, link).concat(ids.map(({ system, value }) => ({ label: system, value }))),
    points: points.map(({ id: point, kind, value, quality, verified_at }) => ({
      id: point,
      value,
      states: [
        ...(verified_at ? [{ text: t('people.quality.verified'), tone: 'good' as const }] : []),
        ...(quality === 'unknown'
          ? []
          : [{ text: t(`people.quality.${quality}`), tone: quality === 'good' ? ('good' as const) : ('bad' as const) }]),
      ],
      marks: (quality === 'bad' ? ['good'] : kind === 'email' ? ['bad', 'bouncing'] : ['bad']).map((mark) => ({
        quality: mark,
        text: t(`people.mark.${mark as 'bad'}`),
      })),
    })),
    consents: said.map((row) => ({
      id: row.id,
      at: day.format(row.collected_at),
      what: `${t(`people.purpose.${row.purpose}`)} · ${t(`people.channel.${row.channel}`)}`,
      action: t(`people.said.${row.action}`),
      how: [row.method, row.source, row.evidence].filter(Boolean).join(' · '),
      wording: row.wording_text,
    })),
    withdrawable: purposes.map((purpose) => ({
      purpose,
      text: t('people.person.withdraw', { what: t(`people.purpose.${purpose as 'news'}`) }),
    })),
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name })),
    tagNames: names.map(({ name }) => name),
    notes: written.map((note) => ({ id: note.id, text: note.text, by: day.format(note.written_at) })),
    timeline: timelineOf(found, said, day, t),
    opened: opened.map(({ role, times, last }) =>
      t('people.person.opened-line', { role, times: Number(times), at: day.format(last) }),
    ),
    fields: fields.map(({ key, label, kind, options }) => ({ key, label, kind, options: optionsOf(kind, options, t) })),
    forms: {
      details: { values: valuesOf(found), errors: {} },
      point: untouched,
      tag: untouched,
      note: untouched,
      custom: { values: custom, errors: {} },
      ...forms,
    },
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    countries: countriesIn(locale),
    may: {
      edit: actor.grants.has('people.edit'),
      erase: actor.grants.has('people.erase'),
      restrict: actor.grants.has('privacy.answer'),
    },
    restricted: found.restricted_at !== null,
    saved: false,
  }
}

function factsOf(found: PersonRecord, locale: Locale, t: T, link: (path: string) => string): PersonProps['facts'] {
  const where = [found.street, [found.postal_code, found.place ?? found.town].filter(Boolean).join(' '), found.department].filter(
    Boolean,
  )
  return [
    { label: t('people.person.address'), value: [...where, countryName(locale, found.country)].join(', ') },
    { label: t('people.person.language'), value: languageName(found.locale) },
    ...(found.born_on ? [{ label: t('people.person.born'), value: formatDay(locale, found.born_on) }] : []),
    {
      label: t('people.person.origin'),
      value: [t(`people.origin.${found.origin}`), found.origin_label].filter(Boolean).join(' · '),
    },
    ...(found.recruited_by
      ? [
          {
            label: t('people.person.recruiter'),
            value: found.recruiter ?? '–',
            href: link(`/staff/people/${found.recruited_by}`),
          },
        ]
      : []),
    ...(found.paused_until ? [{ label: t('people.person.paused'), value: formatDay(locale, found.paused_until) }] : []),
  ]
}

function timelineOf(
  found: PersonRecord,
  said: Awaited<ReturnType<typeof ledger>>,
  day: Intl.DateTimeFormat,
  t: T,
): PersonProps['timeline'] {
  const lines = said.map(({ id, collected_at, purpose, channel, action }) => ({
    key: id,
    at: day.format(collected_at),
    text: t('people.timeline.consent', {
      said: t(`people.said.${action}`),
      what: `${t(`people.purpose.${purpose}`)} · ${t(`people.channel.${channel}`)}`,
    }),
  }))
  return [
    ...lines,
    {
      key: 'came',
      at: day.format(found.created_at),
      text: t('people.timeline.came', { origin: t(`people.origin.${found.origin}`) }),
    },
  ]
}

function valuesOf(found: PersonRecord): Record<string, string> {
  const { given_name, family_name, born_on, locale, street, postal_code, place, town, country } = found
  const values = { given_name, family_name, born_on, locale, street, postal_code, town: place ?? town, country }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

function optionsOf(kind: string, options: string[], t: T) {
  const choices =
    kind === 'boolean'
      ? [
          ['true', t('people.field.yes')],
          ['false', t('people.field.no')],
        ]
      : options.map((option) => [option, option])
  return [{ value: '', text: '–' }, ...choices.map(([value, text]) => ({ value: value!, text: text! }))]
}

const countryLists = new Map<Locale, { value: string; text: string }[]>()

function countriesIn(locale: Locale) {
  const list =
    countryLists.get(locale) ??
    getCountries()
      .map((code) => ({ value: code as string, text: countryName(locale, code) }))
      .sort((a, b) => a.text.localeCompare(b.text, locale))
  countryLists.set(locale, list)
  return list
}
