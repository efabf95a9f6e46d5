import { answered, type FieldErrors } from '#platform/http/forms'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, Wish } from '#platform/app'
import type { Actor, PersonBehind } from '#platform/auth/actor'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { joinTexts, ofAnyKey } from '#platform/i18n/texts'
import { boardPath, groupsWithLatest, groupTexts, membersPath, nextMeeting } from '#groups'
import { ownEventCards } from '#events'
import { findPerson, type PersonId } from '#people'
import { recipeTexts, TASTES, TIMES, timeText } from '#recipes'
import { locate, townName } from '#territories'
import { asideOf, putAside, takeBack } from './commands.ts'
import { HomePage } from './home.page.tsx'
import { NowPage } from './now.page.tsx'
import { choose } from './rules.ts'
import { AsideForm, NowQuery } from './schema.ts'
import { type T, texts } from './texts.ts'

const anyone = { permission: 'anyone' } as const
const config = { permission: 'signed-in' } as const
const pageTexts = joinTexts([httpTexts, texts])
/** Keys of what was passed over that an address carries. */
const MOST_PASSED = 20
/** What somebody is taken to have when she comes back without saying. */
const USUAL = { minutes: 60 }
const SHOWN = 5
/** Characters of what was said that one sees before opening the board. */
const EXCERPT = 200

/** What can I do now? For anybody; who is signed in puts aside what is not for her. */
export const nowRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get(
    '/act/now',
    { config: { ...anyone, kept: 5_000 }, schema: { querystring: NowQuery, hide: true }, attachValidation: true },
    (request, reply) => showNow(app, reply, request.validationError ? {} : request.query),
  )

  server.post('/act/now/aside', { config, schema: { body: AsideForm, hide: true } }, async (request, reply) => {
    const { person } = request.actor
    const { key, next } = request.body
    if (person) await transact((tx) => putAside(tx, { person: person.id, key }, app.now()))
    const query = new URLSearchParams(next)
    return reply.redirect(`${request.link('/act/now')}?${query}`, 303)
  })

  server.post('/act/now/aside/removal', { config, schema: { hide: true } }, async (request, reply) => {
    const { person } = request.actor
    if (person) await transact((tx) => takeBack(tx, person.id))
    return reply.back('/act/now', 'undone')
  })
}

async function showNow(app: App, reply: FastifyReply, query: NowQuery) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const from = query.place === 'home' ? undefined : await locate(app, query)
  const step = stepOf(query, from !== undefined)
  const said = answered({ ...query, passed: '' })
  const path = link('/act/now')
  const to = (change: Record<string, string>) => `${path}?${new URLSearchParams({ ...said, ...change })}`
  const proposed = step === 'one' ? await proposeFor(app, request, { query, point: from?.point, said }) : NOTHING
  const errors: FieldErrors = query.where && !from ? { where: 'suggesting.where-unknown' } : {}
  const hidden: Record<string, string> = query.time ? { time: query.time } : {}
  const page = {
    t,
    locale,
    path,
    form: {
      values: { where: query.where ?? (step === 'place' ? await townOf(app, request) : '') },
      errors,
    },
    longer: to({ time: longerThan(query.time) }),
    whatever: to({ taste: 'any' }),
    said: saidOf(t, locale, { query, name: from?.name, path, said }),
    step,
    choices: choicesOf(t, locale, { step, home: query.place === 'home', to }),
    hidden,
    ...proposed,
    all: link('/act'),
  }
  return reply.page({
    title: t('suggesting.title'),
    description: t('suggesting.lead'),
    body: <NowPage {...page} />,
    islands: ['here.island.ts'],
  })
}

/** Where somebody who is signed in said that she lives: a first word in the field, to be written over. */
async function townOf({ database: { read } }: App, { actor }: { actor?: Actor }): Promise<string> {
  const person = actor?.person && (await findPerson(read, actor.person.id))
  return person && person.place ? townName({ name: person.place, department_id: person.department_id }) : ''
}

/** The next longer time that one may have. */
const longerThan = (time: string | undefined) => String(TIMES.find((minutes) => minutes > Number(time ?? 0)) ?? TIMES.at(-1))

const NOTHING = { one: undefined, again: false, another: undefined, aside: undefined, back: undefined }

function stepOf({ time, place, taste }: NowQuery, placed: boolean): 'time' | 'place' | 'taste' | 'one' {
  if (!time) return 'time'
  if (!place && !placed) return 'place'
  return taste ? 'one' : 'taste'
}

const NOT_KNOWN = { without: [], aside: [] }

/** What is not proposed to somebody: what she put aside, and what she goes to anyway. */
async function knownTo(app: App, person: PersonId, asked: Pick<FastifyRequest, 'locale' | 'link'>) {
  const [aside, events] = await Promise.all([
    asideOf(app.database.read, person),
    ownEventCards(app, person, { ...asked, limit: MOST_PASSED }),
  ])
  return { aside, without: [...aside, ...events.map(({ id }) => `event ${id}`)] }
}

type Asked = { query: NowQuery; point: { lng: number; lat: number } | undefined; said: Record<string, string> }

/** The one that is proposed, and the ways on from it. */
async function proposeFor(app: App, request: FastifyRequest, { query, point, said }: Asked) {
  const { locale, link } = request
  const person = (await request.visitor())?.person?.id
  const wish: Wish = {
    minutes: Number(query.time),
    point,
    home: query.place === 'home',
    taste: query.taste === 'any' ? undefined : query.taste,
    person,
    locale,
  }
  const passed = query.passed?.split(',').filter(Boolean) ?? []
  const known = person ? await knownTo(app, person, { locale, link }) : NOT_KNOWN
  const { one, more, again } = choose(await app.suggestionsFor(wish), { aside: known.without, passed })
  const back = known.aside.length > 0 ? link('/act/now/aside/removal') : undefined
  if (!one) return { ...NOTHING, back }
  const next = new URLSearchParams({ ...said, passed: [...(again ? [] : passed), one.key].slice(-MOST_PASSED).join(',') })
  return {
    one: { ...one.words(), href: link(one.path) },
    again,
    another: more ? `${link('/act/now')}?${next}` : undefined,
    back,
    aside: person ? { action: link('/act/now/aside'), key: one.key, next: String(new URLSearchParams(said)) } : undefined,
  }
}

function choicesOf(
  t: T,
  locale: FastifyRequest['locale'],
  { step, home, to }: { step: 'time' | 'place' | 'taste' | 'one'; home: boolean; to: (change: Record<string, string>) => string },
) {
  const rt = recipeTexts.in(locale)
  if (step === 'time')
    return TIMES.map((minutes) => ({ text: timeText(rt, locale, minutes), href: to({ time: String(minutes) }) }))
  if (step === 'place') return [{ text: t('suggesting.home-place'), href: to({ place: 'home' }) }]
  return [
    ...TASTES.filter((taste) => !home || taste !== 'outdoors').map((taste) => ({
      text: rt(`recipes.taste-${taste}`),
      href: to({ taste }),
    })),
    { text: t('suggesting.any-taste'), href: to({ taste: 'any' }) },
  ]
}

type SaidSoFar = { query: NowQuery; name: string | undefined; path: string; said: Record<string, string> }

/** What was said, each with the way to say otherwise. */
function saidOf(t: T, locale: FastifyRequest['locale'], { query, name, path, said }: SaidSoFar) {
  const rt = recipeTexts.in(locale)
  const without = (...names: string[]) =>
    `${path}?${new URLSearchParams(Object.fromEntries(Object.entries(said).filter(([key]) => !names.includes(key))))}`
  const place =
    query.place === 'home' ? t('suggesting.home-place') : name !== undefined ? name || t('suggesting.around') : undefined
  return [
    ...(query.time ? [{ text: timeText(rt, locale, Number(query.time)), href: without('time') }] : []),
    ...(place ? [{ text: place, href: without('place', 'where', 'lat', 'lng') }] : []),
    ...(query.taste
      ? [
          {
            text: query.taste === 'any' ? t('suggesting.any-taste') : ofAnyKey(rt)(`recipes.taste-${query.taste}`),
            href: without('taste'),
          },
        ]
      : []),
  ]
}

/** What somebody sees when she comes back. */
export const homeRoutes: Routes = (app: App) => async (server) => {
  server.get('/me/home', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = texts.in(locale)
    const { person } = actor
    // Of the staff, and in nobody's record: what is there for her is her work.
    if (!person && actor.grants.size > 0) return reply.redirect(link('/staff'), 303)
    const { groups, events, one } = person ? await ownOf(app, request, person) : NOTHING_OWN
    const page = {
      t,
      name: person?.given_name ?? '',
      refused: person ? undefined : { why: t('suggesting.not-supporter'), act: t('suggesting.sign'), href: link('/sign') },
      one: one && { ...one.words(), href: link(one.path) },
      now: link('/act/now'),
      events,
      groups: groups.map((group) => groupOf(group, request, app.now())),
      find: request.way('/groups'),
      said: lastSaid(groups, request, person?.time_zone ?? app.movement.current.timeZone),
      more: Object.entries({ '/events': t('suggesting.home.agenda'), '/me/offer': t('suggesting.home.offer') }).flatMap(
        ([path, text]) => {
          const href = request.way(path)
          return href ? { href, text } : []
        },
      ),
    }
    return reply.page({ title: t('suggesting.home.menu'), body: <HomePage {...page} /> })
  })
}

const NOTHING_OWN = { groups: [], events: [], one: undefined }

type Talking = Awaited<ReturnType<typeof groupsWithLatest>>[number]
type Reading = Pick<FastifyRequest, 'locale' | 'link'>

/** Her groups, what she goes to, and the one thing that is proposed to her. */
async function ownOf(app: App, { locale, link }: Reading, { id, point }: PersonBehind) {
  const { read } = app.database
  const [groups, events, aside, suggestions] = await Promise.all([
    app.isOn('groups') ? groupsWithLatest(read, id, app.now()) : [],
    app.isOn('events') ? ownEventCards(app, id, { locale, link, limit: SHOWN }) : [],
    asideOf(read, id),
    app.suggestionsFor({ ...USUAL, point, home: false, taste: undefined, person: id, locale }),
  ])
  const signed = new Set(events.map((event) => `event ${event.id}`))
  return { groups, events, one: choose(suggestions, { aside: [...aside, ...signed], passed: [] }).one }
}

function groupOf(group: Talking, { locale, link }: Reading, now: Date) {
  const meeting = nextMeeting(locale, group, now)
  return {
    id: group.id,
    href: link(membersPath(group.id)),
    name: group.name,
    note: group.town,
    meeting: meeting && groupTexts.in(locale)('groups.next-meeting', { at: meeting }),
  }
}

/** What was said last in each group, the newest first. */
function lastSaid(groups: Talking[], { locale, link }: Reading, timeZone: string) {
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone })
  return groups
    .flatMap(({ id, name, said_by, said, said_at }) =>
      said && said_at ? [{ id, name, author: said_by ?? '', said, said_at }] : [],
    )
    .toSorted((a, b) => b.said_at.getTime() - a.said_at.getTime())
    .slice(0, SHOWN)
    .map(({ id, name, author, said, said_at }) => ({
      id,
      author,
      when: day.format(said_at),
      words: said.length > EXCERPT ? `${said.slice(0, EXCERPT)}…` : said,
      href: link(boardPath(id)),
      group: name,
    }))
}
