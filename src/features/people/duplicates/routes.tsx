import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { inOrder } from '#platform/db/id'
import type { Link } from '#platform/http/locale'
import type { Words } from '#platform/i18n/texts'
import { type Asked, handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryName, dateFormat, formatDay, languageName, type Locale } from '#platform/i18n/locales'
import { joinTexts, type Texts } from '#platform/i18n/texts'
import { fullName, personFor } from '../directory/index.ts'
import { labelOf, namesOf, saidOf } from '../fields/index.ts'
import { type PersonId, contactPoints, type PersonRecord } from '../core/index.ts'
import { witnessOf } from '#staff'
import { dismiss, findDuplicates, merge, REVERSIBLE_FOR, undoMerge } from './commands.ts'
import { DuplicatesPage, MergesPage, PairPage, type PairProps } from './duplicates.page.tsx'
import { recentMerges, suggestions } from './queries.ts'
import { IdParams, MergeForm, PairParams } from './schema.ts'
import { texts } from './texts.ts'

const config = { permission: 'people.merge' } as const
const pageTexts: Texts = joinTexts([httpTexts, texts])
const SHOWN = 100

/** Finding pairs, and setting them aside. */
export const suggestionRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/staff/duplicates', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const found = await suggestions(read, actor.scope('people.merge'), SHOWN)
    await witnessOf(app)(actor, { action: 'list', object: 'duplicates', count: 2 * found.length })
    const lines = found.map(({ a, b, reasons, a_given, a_family, b_given, b_family }) => ({
      key: `${a} ${b}`,
      href: link(`/staff/duplicates/${a}/${b}`),
      first: fullName({ given_name: a_given, family_name: a_family }),
      second: fullName({ given_name: b_given, family_name: b_family }),
      reasons: reasons.map((reason) => t(`duplicates.reason-${reason}`)),
    }))
    const paths = { find: link('/staff/duplicates'), merges: link('/staff/merges'), bulk: link('/staff/bulk/merges') }
    return reply.page({ title: t('duplicates.title'), body: <DuplicatesPage {...{ t, lines, paths }} /> })
  })

  server.post(
    '/staff/duplicates',
    { config: { ...config, everywhere: true }, schema: { hide: true } },
    async (_request, reply) => {
      await findDuplicates(app)
      return reply.back('/staff/duplicates', 'done')
    },
  )

  server.post(
    '/staff/duplicates/:a/:b/dismissal',
    { config, schema: { params: PairParams, hide: true } },
    async (request, reply) => {
      const [a, b] = await pairFor(app, request)
      await transact((tx) => dismiss(tx, handOf(app, request), inOrder(a.id, b.id)))
      return reply.back('/staff/duplicates', 'done')
    },
  )
}

/** Making one of two, and two of one again. */
export const mergeRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  // The record named first is the one that stays.
  server.get('/staff/duplicates/:a/:b', { config, schema: { params: PairParams, hide: true } }, async (request, reply) => {
    const [keep, drop] = await pairFor(app, request)
    await witnessOf(app)(request.actor, { action: 'view', object: 'person', id: keep.id, count: 2, fields: [drop.id] })
    return showPair(app, reply, [keep, drop])
  })

  server.post(
    '/staff/duplicates/:a/:b/merge',
    { config, schema: { params: PairParams, body: MergeForm, hide: true } },
    async (request, reply) => {
      const [a, b] = await pairFor(app, request)
      const { keep, ...choices } = request.body
      const [kept, dropped] = keep === b.id ? [b, a] : [a, b]
      const merging = { keep: kept.id, drop: dropped.id, choices, tables: app.personalData }
      await transact((tx) => merge(tx, handOf(app, request), merging))
      return reply.back(`/staff/people/${kept.id}`, 'done')
    },
  )

  server.get('/staff/merges', { config: { ...config, everywhere: true }, schema: { hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = pageTexts.in(locale)
    const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
    const merges = (await recentMerges(read, new Date(app.now().getTime() - REVERSIBLE_FOR))).map(
      ({ id, kept, name, merged_at, undone_at }) => ({
        id,
        name,
        href: link(`/staff/people/${kept}`),
        at: day.format(merged_at),
        undo: undone_at ? undefined : link(`/staff/merges/${id}/undoing`),
        state: undone_at ? t('duplicates.undone') : '',
      }),
    )
    await witnessOf(app)(request.actor, { action: 'list', object: 'merges', count: merges.length })
    return reply.page({ title: t('duplicates.merges'), body: <MergesPage t={t} merges={merges} /> })
  })

  server.post(
    '/staff/merges/:id/undoing',
    { config: { ...config, everywhere: true }, schema: { params: IdParams, hide: true } },
    async (request, reply) => {
      await transact((tx) => undoMerge(tx, handOf(app, request), request.params.id))
      return reply.back('/staff/merges', 'undone')
    },
  )
}

/** Both people, each within the actor's territory. */
async function pairFor(app: App, { actor, params }: Asked<{ a: string; b: string }>): Promise<[PersonRecord, PersonRecord]> {
  const one = (person: PersonId) => personFor(app, actor, { person, permission: 'people.merge' })
  return [await one(params.a), await one(params.b)]
}

async function showPair(app: App, reply: FastifyReply, [keep, drop]: [PersonRecord, PersonRecord]) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const path = (first: string, second: string) => link(`/staff/duplicates/${first}/${second}`)
  const page: PairProps = {
    t,
    a: await sideOf(app, keep, { t, locale, link }),
    b: await sideOf(app, drop, { t, locale, link }),
    choices: choicesOf({ t, locale }, keep, drop),
    keep: keep.id,
    reasons: t('duplicates.pair-lead'),
    paths: {
      merge: `${path(keep.id, drop.id)}/merge`,
      dismiss: `${path(keep.id, drop.id)}/dismissal`,
      swap: path(drop.id, keep.id),
    },
  }
  return reply.page({ title: t('duplicates.pair'), body: <PairPage {...page} /> })
}

const townOf = ({ postal_code, place, town, country }: PersonRecord, locale: Locale) =>
  [[postal_code, place ?? town].filter(Boolean).join(' '), countryName(locale, country)].filter(Boolean).join(', ')

async function sideOf({ database }: App, person: PersonRecord, { t, locale, link }: Words & { link: Link }) {
  const points = await contactPoints(database.read, person.id)
  return {
    id: person.id,
    name: fullName(person),
    href: link(`/staff/people/${person.id}`),
    facts: [
      { label: t('duplicates.points'), value: points.map(({ value }) => value).join(' · ') || '–' },
      { label: t('duplicates.town'), value: townOf(person, locale) },
      ...namesOf('who').map((name) => ({ label: labelOf(name, locale), value: saidOf(name, person, locale) || '–' })),
      { label: t('duplicates.signed'), value: person.confirmed_on ? formatDay(locale, person.confirmed_on) : '–' },
    ],
  }
}

/** Where the two differ and both say something, somebody chooses. */
function choicesOf({ t, locale }: Words, keep: PersonRecord, drop: PersonRecord) {
  const all = [
    { name: 'given_name', label: t('duplicates.name'), of: (one: PersonRecord) => fullName(one) },
    { name: 'place_id', label: t('duplicates.town'), of: (one: PersonRecord) => townOf(one, locale) },
    ...namesOf('who').map((name) => ({
      name,
      label: labelOf(name, locale),
      of: (one: PersonRecord) => saidOf(name, one, locale),
    })),
    { name: 'locale', label: t('duplicates.language'), of: (one: PersonRecord) => languageName(one.locale) },
  ]
  return all
    .map(({ name, label, of }) => ({ name, label, keep: of(keep), drop: of(drop) }))
    .filter((choice) => choice.keep !== choice.drop && choice.keep !== '' && choice.drop !== '')
}
