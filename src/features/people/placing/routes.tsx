import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Invalid, NotFound } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryName, dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { witnessOf } from '#staff'
import { gazetteerOf, liesWithin, territoryTexts, townName } from '#territories'
import { chosenTown, leave, settle, takeBack } from './commands.ts'
import { PlacesPage, TextPage } from './placing.page.tsx'
import { type Cursor, findUnplaced, placings, type Unplaced, unplacedIn } from './queries.ts'
import { ListQuery, PlacingParams, SettleForm, TextParams } from './schema.ts'
import type { TypedPlace } from './tables.ts'
import { texts } from './texts.ts'

const config = { permission: 'people.place' } as const
const pageTexts = joinTexts([httpTexts, territoryTexts, texts])
const PAGE = 50
const RECENT = 20
/** Towns to choose from with one tap; the first are looked through for those that the actor may choose. */
const GUESSES = 3
const LOOKED_THROUGH = 12

/** Texts that mean no place: what each may mean, and who says so. */
export const routes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const params = TextParams

  server.get('/staff/places', { config, schema: { querystring: ListQuery, hide: true } }, async (request, reply) => {
    const { actor, locale, link } = request
    const t = pageTexts.in(locale)
    const scope = actor.scope('people.place')
    const after = cursorOf(request.query.after)
    const found = await unplacedIn(read, { scope, countries: countriesOf(app), after, limit: PAGE + 1 })
    const page = found.slice(0, PAGE)
    const settled = await placings(read, scope, RECENT)
    await witnessOf(app)(actor, { action: 'list', object: 'placement', count: page.reduce((sum, { n }) => sum + n, 0) })
    const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
    const last = page.at(-1)
    const props = {
      t,
      next: found.length > PAGE && last ? link(`/staff/places?after=${last.n}-${last.key}`) : undefined,
      lines: page.map((line) => ({
        key: line.key,
        href: link(`/staff/places/${line.key}`),
        typed: saidOf(app, line, locale),
        people: formatNumber(locale, line.n),
        guesses: guessesFor(app, actor, line),
      })),
      settled: settled.map(({ id, name, department_id, people, settled_at, undone_at, ...typed }) => ({
        key: id,
        typed: saidOf(app, typed, locale),
        place: name ? townName({ name, department_id }) : t('placing.left'),
        people: formatNumber(locale, people),
        at: day.format(settled_at),
        undo: undone_at ? undefined : link(`/staff/placings/${id}/undoing`),
      })),
    }
    return reply.page({ title: t('placing.title'), body: <PlacesPage {...props} /> })
  })

  server.get('/staff/places/:text', { config, schema: { params, hide: true } }, async ({ params: { text } }, reply) =>
    show(app, reply, { key: text, form: { values: {}, errors: {} } }),
  )

  server.post('/staff/places/:text', { config, schema: { params, body: SettleForm, hide: true } }, async (request, reply) => {
    const { body, params } = request
    try {
      const town = chosenTown(app, body)
      await transact((tx) => settle(tx, handOf(app, request), { key: params.text, town }))
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      return show(app, reply.code(422), { key: params.text, form: { values: { where: body.where ?? '' }, errors: error.fields } })
    }
    return reply.back('/staff/places', 'done')
  })

  server.post('/staff/places/:text/leaving', { config, schema: { params, hide: true } }, async (request, reply) => {
    await transact((tx) => leave(tx, handOf(app, request), request.params.text))
    return reply.back('/staff/places', 'done')
  })

  const placing = { config, schema: { params: PlacingParams, hide: true } } as const
  server.post('/staff/placings/:placing/undoing', placing, async ({ actor, params: { placing: id } }, reply) => {
    await transact((tx) => takeBack(tx, app, { actor, id }))
    return reply.back('/staff/places', 'undone')
  })
}

type Actor = Parameters<typeof handOf>[1]['actor']

async function show(app: App, reply: FastifyReply, { key, form }: { key: string; form: FormState }) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const line = await findUnplaced(app.database.read, { scope: actor.scope('people.place'), key })
  if (!line) throw new NotFound('placing.gone')
  await witnessOf(app)(actor, { action: 'list', object: 'placement', count: line.n })
  const path = link(`/staff/places/${key}`)
  const typed = saidOf(app, line, locale)
  const people = t('placing.n-people', { n: line.n })
  const paths = { settle: path, leave: `${path}/leaving`, list: link('/staff/places') }
  return reply.page({
    title: typed,
    body: <TextPage {...{ t, locale, form, typed, people, guesses: guessesFor(app, actor, line), paths }} />,
  })
}

/** Towns that a text may mean, of those where the actor may put somebody. */
function guessesFor(app: App, actor: Actor, line: Unplaced) {
  const scope = actor.scope('people.place')
  return gazetteerOf(app)
    .guesses(line, LOOKED_THROUGH)
    .filter(({ id, country, department_id }) => liesWithin(scope, { place_id: id, country, department_id }))
    .slice(0, GUESSES)
    .map((town) => ({ id: town.id, name: townName(town) }))
}

/** As it was typed; with its country, where that is not the movement's. */
function saidOf(app: App, { country, postal_code, town }: TypedPlace, locale: Locale): string {
  const abroad = country === app.movement.current.country ? undefined : countryName(locale, country)
  return [[postal_code, town].filter(Boolean).join(' '), abroad].filter(Boolean).join(', ')
}

/** Those whose towns are known: elsewhere a country is all that anybody can say. */
const countriesOf = (app: App) => gazetteerOf(app).countries

function cursorOf(after: string | undefined): Cursor | undefined {
  const [n, key] = after?.split('-') ?? []
  return n && key ? { n: Number(n), key } : undefined
}
