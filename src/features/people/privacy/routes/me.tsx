import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import type { Words } from '#platform/i18n/texts'
import { handOf } from '#platform/http/asked'
import { NotFound } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import { Elsewhere } from '#platform/http/gate'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryOptions } from '#platform/i18n/countries'
import { countryName, dateFormat, formatDay, languageName, LOCALES } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { clockIn } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { changeDetails, contactPoints, findPerson, holdersOf, type PersonRecord } from '../../core/index.ts'
import { directoryTexts } from '../../directory/index.ts'
import { cameBy, factsOf, fieldTexts, typedFields } from '../../fields/index.ts'
import { whyNotEach } from '../../gate/index.ts'
import { agreedNames, askedIn, contactsOf, type Purpose, wording } from '../../ledger/index.ts'
import { readDetails } from '../../bringing/index.ts'
import { roleName, whoOpened } from '#staff'
import { gazetteerOf } from '#territories'
import { MePage, NobodyPage } from '../me.page.tsx'
import { OwnDetails } from '../schema.ts'
import { keptOf } from '../kept.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, fieldTexts, directoryTexts, texts])

/** One's own record: seen, corrected. */
export const meRoutes: Routes = (app: App) => async (server) => {
  server.get('/me', { config, schema: { hide: true } }, async (request, reply) => {
    const person = await ownRecord(app, request)
    if (!person) return showNobody(request, reply)
    return showMe(app, reply, { person })
  })

  server.post(
    '/me/details',
    { config, schema: { body: OwnDetails, hide: true }, attachValidation: true },
    async (request, reply) => {
      const person = await requireOwn(app, request)
      const values = request.body
      const wrong = request.validationError && { errors: fieldErrors(request.validationError) }
      const typed = wrong ?? readDetails(cameBy('own', request.body, person), gazetteerOf(app), person)
      if ('errors' in typed) return showMe(app, reply.code(422), { person, form: { values, errors: typed.errors } })
      await app.database.transact((tx) => changeDetails(tx, { ...handOf(app, request), person: person.id }, typed.details))
      return reply.back('/me', 'saved')
    },
  )
}

/** The record of whoever is signed in, by the address that she proved. No id of a request can point at another. */
export async function ownRecord({ database }: App, { actor }: FastifyRequest): Promise<PersonRecord | undefined> {
  return actor.person && findPerson(database.read, actor.person.id)
}

/** By whose clocks she lives; the movement's where her town is not known. */
const zoneOf = ({ movement }: App, { time_zone }: PersonRecord) => time_zone ?? movement.current.timeZone

/** Today, where she lives. */
export const todayFor = (app: App, person: PersonRecord) => clockIn(zoneOf(app, person), app.now()).day

export async function requireOwn(app: App, request: FastifyRequest): Promise<PersonRecord> {
  const person = await ownRecord(app, request)
  if (!person) throw new NotFound('privacy.nobody.lead')
  requireMeant(request)
  return person
}

/** In another window she said that she is somebody else: what this page asks is of whom it was drawn for. */
export function requireMeant({ query, actor, link }: Pick<FastifyRequest, 'query' | 'actor' | 'link'>): void {
  const { of } = formValues(query)
  if (of !== undefined && of !== actor.person?.id)
    throw new Elsewhere(`${link('/which-of-you')}?next=${encodeURIComponent(link('/me'))}`)
}

function showNobody(request: FastifyRequest, reply: FastifyReply) {
  const t = texts.in(request.locale)
  return reply.page({ title: t('privacy.nobody.title'), body: <NobodyPage t={t} sign={request.link('/sign')} /> })
}

export async function showMe(
  app: App,
  reply: FastifyReply,
  { person, form, phone }: { person: PersonRecord; form?: FormState; phone?: FormState },
) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const asked = askedIn(app, 'account')
  const [points, opened, holders, silenced, own, kept] = await Promise.all([
    contactPoints(read, person.id),
    whoOpened(read, person.id),
    holdersOf(read, reply.request.actor.email),
    silencedOf(app, person, asked),
    app.ownPagesOf(reply.request.actor, locale),
    keptOf(app, person.id, locale),
  ])
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: zoneOf(app, person) })
  const of = holders.length > 1 ? `?of=${person.id}` : ''
  const page = {
    t,
    locale,
    name: person.given_name,
    path: link('/me'),
    of,
    facts: whoSheIs(
      { t, locale },
      person,
      points.map(({ value }) => value),
    ),
    which: holders.length > 1 ? `${link('/which-of-you')}?next=${encodeURIComponent(link('/me'))}` : undefined,
    own: own.map(({ path, text }) => ({ href: link(path), text })),
    consents: asked.map((one) => ({
      purpose: one.key,
      text: wording(app, one, { locale }).text,
      given: agreedNames(one).some((name) => person.agreed.includes(name)),
      silenced: silenced.has(one.key),
    })),
    form: form ?? { values: valuesOf(person), errors: {} },
    phone: phone ?? { values: {}, errors: {} },
    phones: points
      .filter(({ kind }) => kind === 'phone')
      .map(({ id, value }) => ({ value, removal: `${link(`/me/phones/${id}/removal`)}${of}` })),
    address: link('/account/address'),
    languages: LOCALES.map((one) => ({ value: one, text: languageName(one) })),
    countries: countryOptions(locale, app.movement.current.country),
    paused:
      person.paused_until && person.paused_until >= todayFor(app, person) ? formatDay(locale, person.paused_until) : undefined,
    restricted: person.restricted_at !== null,
    opened: opened
      .filter(({ role }) => role !== 'system')
      .map(({ role, times, last }) =>
        t('privacy.me.opened-line', { role: roleName(locale, role), times: Number(times), at: day.format(last) }),
      ),
    kept: [t('privacy.me.kept-fingerprint'), t('privacy.me.kept-journal'), ...kept],
  }
  return reply.page({ title: t('privacy.me.title'), body: <MePage {...page} /> })
}

/** Purposes that she agrees to, and for which her mailbox asked for silence: by whoever else reads it. */
async function silencedOf({ database, now }: App, person: PersonRecord, purposes: Purpose[]): Promise<Set<string>> {
  const contacts = contactsOf(purposes).map((contact) => ({ ...contact, now: now() }))
  const why = await whyNotEach(database.read, person.id, contacts)
  return new Set(contacts.filter((_, n) => why[n] === 'left-alone').map(({ purpose }) => purpose.key))
}

function whoSheIs({ t, locale }: Words<T>, person: PersonRecord, points: string[]) {
  const told = { row: person, locale }
  const street = factsOf('own', 'where', told).map(({ value }) => value)
  const { given_name, family_name, postal_code, place, town, country, confirmed_on } = person
  return [
    { label: t('privacy.me.name'), value: [given_name, family_name].filter(Boolean).join(' ') },
    { label: t('privacy.me.points'), value: points.join(' · ') },
    {
      label: t('privacy.me.address'),
      value: [...street, [postal_code, place ?? town].filter(Boolean).join(' '), countryName(locale, country)]
        .filter(Boolean)
        .join(', '),
    },
    ...factsOf('own', 'who', told),
    { label: t('privacy.me.since'), value: confirmed_on ? formatDay(locale, confirmed_on) : t('privacy.me.not-signed') },
    { label: t('privacy.me.origin'), value: person.origin_label ?? t('privacy.me.origin-signature') },
  ]
}

function valuesOf(person: PersonRecord): Record<string, string> {
  const { given_name, family_name, locale, postal_code, place, town, country } = person
  const values = { given_name, family_name, locale, ...typedFields(person), postal_code, town: place ?? town, country }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}
