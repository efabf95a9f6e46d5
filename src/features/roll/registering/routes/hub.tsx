import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { countryName, type Locale } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import type { FormState } from '#ui/form'
import { findTown, type Town } from '#territories'
import { endingsOf, offered, readable, ruleOf, votesIn, wholeCountry } from '../../core/index.ts'
import { CountryPage, HubPage, LeafletAgainPage } from '../hub.page.tsx'
import { leafletOf } from '../leaflet.ts'
import { sayDay, sourceLine, untilLines } from '../outcome.ts'
import { printLeaflet } from '../printing.ts'
import { CountryParams, LeafletForm } from '../schema.ts'
import type { T } from '../texts.ts'
import { COUNTRIES, serviceOf, treeOf } from '../trees.ts'
import { silent, wizardTexts } from './wizard.tsx'

const anyone = { permission: 'anyone' } as const
const LEAFLETS_A_MINUTE = 20
const SHOWN = 4
/** Milliseconds for which the page of votes may be the one of before. */
const kept = 60_000

/** All that anybody can do about a vote, the leaflet of a town, and voting in another country. */
export const hubRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: LEAFLETS_A_MINUTE, window: MINUTE, key: networkOf }])
  server.get('/vote', { config: { ...anyone, kept }, schema: { hide: true } }, (_request, reply) => showHub(app, reply))

  server.get(
    '/vote/in/:country',
    { config: { ...anyone, kept }, schema: { params: CountryParams, hide: true } },
    async (request, reply) => showCountry(app, reply, request.params.country.toUpperCase()),
  )

  // Where somebody lives stands in no address here either.
  server.post(
    '/vote/leaflet',
    {
      // Drawing it takes as long as many pages do.
      config: { ...anyone, forNobody: true, turn: 'waits' },
      onRequest: limit,
      schema: { body: LeafletForm, hide: true },
      attachValidation: true,
    },
    async (request, reply) =>
      submitted(request, {
        again: (code, form) => showLeafletAgain(silent(reply).code(code), form),
        work: async () => {
          const found = findTown(app, request.body.where)
          if ('error' in found) throw new Invalid({ where: found.error })
          return sendLeaflet(app, silent(reply), found.town)
        },
      }),
  )
}

async function sendLeaflet(app: App, reply: FastifyReply, town: Town) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const url = app.config.publicUrl + link('/vote')
  const leaflet = await leafletOf(app, { t, locale }, { town, url })
  const name = t('registering.leaflet.file', { town: town.id.toLowerCase() })
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${name}.pdf"`)
    .send(await printLeaflet(leaflet, locale))
}

function showLeafletAgain(reply: FastifyReply, form: FormState) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const page = { t, locale, form, action: link('/vote/leaflet') }
  return reply.page({ title: t('registering.leaflet.title'), body: <LeafletAgainPage {...page} /> })
}

const readableNow = async (app: App, locale: Locale) =>
  (await Promise.all(app.filled(readable).map((room) => room.of(app, locale)))).flat()

async function showHub(app: App, reply: FastifyReply) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const { country } = app.movement.current
  const tree = treeOf(country)
  const page = {
    t,
    locale,
    check: serviceOf(country)?.links.check ?? serviceOf(country)?.links.official,
    wizard: tree && link('/vote/register'),
    votes: await votesTold(app, { t, locale }),
    offered: [
      ...(await readableNow(app, locale)).map(({ path, ...said }) => ({ href: link(path), ...said })),
      ...app
        .filled(offered)
        .toSorted((a, b) => a.order - b.order)
        .map(({ path, title, lead }) => ({ href: link(path), title: title(locale), lead: lead(locale) })),
    ],
    leaflet: tree && { action: link('/vote/leaflet'), form: { values: {}, errors: {} } },
    elsewhere: COUNTRIES.filter((one) => one !== country).map((one) => ({
      href: link(`/vote/in/${one.toLowerCase()}`),
      text: countryName(locale, one),
    })),
  }
  return reply.page({ title: t('registering.title'), body: <HubPage {...page} />, description: t('registering.lead') })
}

/** The votes ahead of most of the country, and until when one may come on to the roll. */
async function votesTold(app: App, { t, locale }: { t: T; locale: FastifyReply['request']['locale'] }) {
  return (await votesIn(app, wholeCountry(app), 'kept')).slice(0, SHOWN).map((here) => ({
    name: t('registering.vote-on', { name: here.vote.name, day: sayDay(locale, here.vote_on) }),
    lines: untilLines({ t, locale }, endingsOf(here), { until: 'ordinary', now: app.now() }),
  }))
}

async function showCountry(app: App, reply: FastifyReply, country: string) {
  const { locale, link } = reply.request
  const t = wizardTexts.in(locale)
  const service = serviceOf(country)
  if (!service || country === app.movement.current.country) throw new NotFound('registering.elsewhere.unknown')
  const today = todayOf(app)
  const told = service.told.flatMap(({ text, rule: key }) => {
    const rule = ruleOf(country, key, today)
    return rule ? [{ text: t(`registering.elsewhere.${text}` as 'registering.elsewhere.us-register'), rule }] : []
  })
  const page = {
    t,
    name: countryName(locale, country),
    official: service.links.official ?? service.links.check,
    told: told.map(({ text }) => text),
    ask: service.ask && t(`registering.elsewhere.${service.ask}` as 'registering.elsewhere.es-ask'),
    sources: told.map(({ rule }) => sourceLine({ t, locale }, rule, today)),
    back: link('/vote'),
  }
  return reply.page({ title: page.name, body: <CountryPage {...page} /> })
}
