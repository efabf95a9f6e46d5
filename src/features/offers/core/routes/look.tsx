import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { Asked } from '#platform/http/asked'
import { Denied, Invalid, NotFound } from '#platform/errors'
import { answered, submitted } from '#platform/http/forms'
import { limiter, MINUTE, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { momentIn, sayMoment } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { distanceKm, type Point, sayDistance } from '#platform/geo/points'
import type { FormState } from '#ui/form'
import { languageOf } from '#platform/i18n/languages'
import type { PersonId } from '#people'
import { recipeTexts, SKILLS } from '#recipes'
import { witnessOf } from '#staff'
import { liesWithin, locate, territoryTexts } from '#territories'
import { groupsToLookAround } from '../access.ts'
import { agreeToProposal, askHelp, thank, withdrawRequest } from '../commands.ts'
import { AskPage, LookPage, SentPage } from '../look.page.tsx'
import { countLook } from '../looking.ts'
import { mailboxesOf, findOffer, type Looking, offersNear, requestsOf } from '../queries.ts'
import { canBeAgreed, EQUIPMENT, type Hour, HOURS } from '../rules.ts'
import { KILOMETRES, LookQuery, OfferParams, RequestForm, RequestParams, ThanksForm } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
const LOOKS_A_MINUTE = 30
/** Around a group, as far as its organisers look. Kilometres. */
const AROUND_GROUP = 100

/** Who looks: an organiser, around her groups; or staff of a territory, who need be in nobody's record. Nobody else. */
type Looker = { person: PersonId | undefined; groups: (Point & { name: string })[]; as: Looking['as'] }

async function lookerIn(app: App, { actor }: Asked): Promise<Looker> {
  const person = actor.person?.id
  const { groups, waiting } = person ? await groupsToLookAround(app, person) : { groups: [], waiting: false }
  const scope = actor.grants.get('offers.see')
  if (groups.length === 0 && !scope) throw new Denied(waiting ? 'offers.look.not-yet' : 'offers.look.denied')
  return { person, groups, as: scope && actor.strong ? scope : 'organisers' }
}

/** Whether a place is one that she may look around: staff anywhere, organisers near their groups. */
const mayLookAt = ({ groups, as }: Looker, from: Point) =>
  as !== 'organisers' || groups.some((group) => distanceKm(group, from) <= AROUND_GROUP)

/** Who could help, for organisers and staff; and asking her. */
export const lookRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const limit = limiter(server, [{ max: LOOKS_A_MINUTE, window: MINUTE, key: networkOf }])

  server.get('/offers', { config, schema: { querystring: LookQuery, hide: true }, onRequest: limit }, async (request, reply) =>
    showLook(app, reply, { looker: await lookerIn(app, request), query: request.query }),
  )

  server.get('/offers/:offer/request', { config, schema: { params: OfferParams, hide: true } }, async (request, reply) => {
    const offer = await offerFor(app, request)
    return showAsk(reply, offer)
  })

  server.post(
    '/offers/:offer/request',
    { config, schema: { params: OfferParams, body: RequestForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const offer = await offerFor(app, request)
      return submitted(request, {
        again: (code, form) => showAsk(reply.code(code), offer, form),
        work: async () => {
          const { what, place, day, hour } = request.body
          const time_zone = app.movement.current.timeZone
          const starts_at = momentIn(time_zone, day, hour)
          if (!starts_at || starts_at <= app.now()) throw new Invalid({ day: 'offers.request.no-time' })
          const asking = { offer: offer.id, by: offer.by, what: what.trim(), place: place.trim(), starts_at, time_zone }
          await transact((tx) => askHelp(tx, asking, app.now()))
          return reply.back('/offers/sent', 'asked')
        },
      })
    },
  )
}

/** What somebody asked of others. */
export const sentRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const own = ({ actor }: FastifyRequest): PersonId => {
    if (!actor.person) throw new Denied('offers.look.denied')
    return actor.person.id
  }
  const schema = { params: RequestParams, hide: true } as const

  server.get('/offers/sent', { config, schema: { hide: true } }, async (request, reply) => showSent(app, reply, own(request)))

  server.post('/offers/sent/:request/agreement', { config, schema }, async (request, reply) => {
    const by = own(request)
    await transact((tx) => agreeToProposal(tx, { request: request.params.request, by }, app.now()))
    return reply.back('/offers/sent', 'done')
  })

  server.post('/offers/sent/:request/withdrawal', { config, schema }, async (request, reply) => {
    const by = own(request)
    await transact((tx) => withdrawRequest(tx, { request: request.params.request, by }))
    return reply.back('/offers/sent', 'removed')
  })

  server.post('/offers/sent/:request/thanks', { config, schema: { ...schema, body: ThanksForm } }, async (request, reply) => {
    const by = own(request)
    const { thanks } = request.body
    await transact((tx) => thank(tx, { request: request.params.request, by, thanks: thanks.trim() }, app.now()))
    return reply.back('/offers/sent', 'done')
  })
}

/** An offer that is shown to who asks; another is not there. Who asks is somebody: the other learns her name. */
async function offerFor(app: App, request: Asked<{ offer: string }>) {
  const looker = await lookerIn(app, request)
  if (!looker.person) throw new Denied('offers.not-supporter')
  const offer = await findOffer(app.database.read, request.params.offer)
  const { as } = looker
  const shown =
    offer &&
    (as === 'organisers'
      ? offer.to_organisers && mayLookAt(looker, offer)
      : offer.to_staff && liesWithin(as, { ...offer, country: (offer.place_id ?? offer.department_id ?? '').slice(0, 2) }))
  if (!offer || !shown || offer.person_id === looker.person) throw new NotFound('offers.gone')
  return { ...offer, by: looker.person }
}

function showAsk(reply: FastifyReply, offer: { id: string; given_name: string }, form?: FormState) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const page = {
    t,
    locale,
    name: offer.given_name,
    action: link(`/offers/${offer.id}/request`),
    form: form ?? { values: {}, errors: {} },
    back: link('/offers'),
  }
  return reply.page({ title: t('offers.request.title', { name: offer.given_name }), body: <AskPage {...page} /> })
}

type Shown = { looker: Looker; query: Static<typeof LookQuery> }

async function showLook(app: App, reply: FastifyReply, { looker, query }: Shown) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const rt = recipeTexts.in(locale)
  const typed = query.where ? await locate(app, query) : undefined
  const [group] = looker.groups
  const from = typed?.point ?? (query.where ? undefined : group)
  const allowed = from !== undefined && mayLookAt(looker, from)
  const looking = { km: Number(query.km || 20), as: looker.as, not: looker.person }
  const asked = {
    skill: query.skill || undefined,
    equipment: query.equipment || undefined,
    hour: query.hour || undefined,
  }
  const found = allowed ? await offersNear(app.database.read, { from, ...looking, ...asked }) : []
  const offers = found.map(({ id }) => id)
  const { person, as } = looker
  if (as === 'organisers' && person) await app.database.transact((tx) => countLook(tx, { person, offers }, app.now()))
  if (found.length > 0) await witnessOf(app)(actor, { action: 'list', object: 'offer', count: found.length })
  const any: { value: string; text: string } = { value: '', text: t('offers.any') }
  const page = {
    t,
    locale,
    path: link('/offers'),
    form: formOf(query, { typed: typed !== undefined, allowed }),
    options: {
      km: KILOMETRES.map((n) => ({ value: String(n), text: t('offers.within', { km: formatNumber(locale, n) }) })),
      skill: [any, ...SKILLS.map((value) => ({ value, text: rt(`recipes.skill-${value}`) }))],
      equipment: [any, ...EQUIPMENT.map((value) => ({ value, text: t(`offers.equipment-${value}`) }))],
      hour: [any, ...HOURS.map((value) => ({ value, text: hourText(t, value) }))],
    },
    looked: allowed,
    found: found.map((offer) => ({
      id: offer.id,
      title: offer.given_name,
      note: [offer.town, distanceText(t, locale, offer.distance_km), ...offer.hours.map((hour) => hourText(t, hour))].join(' · '),
      words: offer.words ?? undefined,
      badges: [
        ...offer.skills.map(({ skill, level }) => t(`offers.skill-${level}`, { skill: rt(`recipes.skill-${skill}`) })),
        ...offer.equipment.map((one) => t(`offers.equipment-${one}`)),
        ...offer.languages.map((one) => languageOf(locale, one)),
      ],
      ask: looker.person ? link(`/offers/${offer.id}/request`) : undefined,
    })),
    sign: looker.person ? undefined : link('/sign'),
    sent: link('/offers/sent'),
    back: link('/me/offer'),
  }
  return reply.page({ title: t('offers.look.title'), body: <LookPage {...page} /> })
}

function formOf(query: Static<typeof LookQuery>, { typed, allowed }: { typed: boolean; allowed: boolean }): FormState {
  const values = { ...answered(query), km: query.km || '20' }
  if (query.where && !typed) return { values, errors: { where: 'territories.unknown' } }
  return { values, errors: query.where && !allowed ? { where: 'offers.look.far' } : {} }
}

const hourText = (t: T, hour: Hour): string => {
  // Every hour is a day and a part of it, with a line between; `split` gives texts.
  const [day, part] = hour.split('-') as [(typeof HOURS)[number] extends `${infer D}-${string}` ? D : never, 'morning']
  return `${t(`offers.day-${day}`)} ${t(`offers.part-${part}`)}`
}

function distanceText(t: T, locale: Locale, km: number): string {
  const { unit, value } = sayDistance(km)
  return t(`offers.distance-${unit}`, { distance: formatNumber(locale, value) })
}

async function showSent(app: App, reply: FastifyReply, person: PersonId) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const now = app.now()
  const sent = await requestsOf(read, person, 'asked_by')
  const mailboxes = await mailboxesOf(
    read,
    sent.filter(({ state }) => state === 'accepted').map(({ person_id }) => person_id),
  )
  const requests = sent.map((request) => {
    const email = mailboxes.get(request.person_id)
    const path = link(`/offers/sent/${request.id}`)
    const say = (moment: Date) => sayMoment(locale, moment, request.time_zone)
    const proposed = request.state === 'proposed' && request.proposed_at
    return {
      id: request.id,
      title: request.what,
      note: [request.name, say(request.starts_at), request.place, t(`offers.state-${request.state}`)].join(' · '),
      lines: [
        ...(proposed ? [t('offers.sent.proposed', { when: say(proposed) })] : []),
        ...(request.reply ? [request.reply] : []),
        ...(request.state === 'accepted' && email ? [t('offers.reach', { name: request.name, email })] : []),
      ],
      agree: canBeAgreed(request, now) ? `${path}/agreement` : undefined,
      withdraw: ['open', 'proposed'].includes(request.state) ? `${path}/withdrawal` : undefined,
      thank: request.state === 'accepted' && !request.thanked_at && request.starts_at < now ? `${path}/thanks` : undefined,
    }
  })
  const page = { t, locale, requests, form: { values: {}, errors: {} }, back: link('/offers') }
  return reply.page({ title: t('offers.sent.title'), body: <SentPage {...page} /> })
}
