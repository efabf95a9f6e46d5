import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { entriesIn, namesIn } from '#platform/named'
import type { Link } from '#platform/http/locale'
import type { Words } from '#platform/i18n/texts'
import type { Asked } from '#platform/http/asked'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import type { Handle } from '#platform/db/handle'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { momentIn, sayMoment } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { languageOf, LANGUAGES } from '#platform/i18n/languages'
import { findPerson, findSupporter, type PersonId } from '#people'
import { recipeTexts, type Skill, SKILLS } from '#recipes'
import { findTown, territoryTexts, townName } from '#territories'
import { groupsToLookAround } from '../access.ts'
import { answerRequest, removeOffer, sayOffer } from '../commands.ts'
import { requestLinks } from '../links.ts'
import { AnswerPage, OfferPage, type RequestProps } from '../offer.page.tsx'
import { findRequest, offerOf, type OwnOffer, type RequestRecord, requestsOf, skillsOf } from '../queries.ts'
import { canBeAnswered, DAYS, EQUIPMENT, type Equipment, type Hour, PARTS } from '../rules.ts'
import { AnswerForm, KILOMETRES, MOSTS, OfferForm, TokenParams } from '../schema.ts'
import type { Level } from '../tables.ts'
import { type T, texts } from '../texts.ts'
import { offerWordings } from '../wording.ts'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])

/** What somebody says she can do, and what she was asked. */
export const offerRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/me/offer', { config, schema: { hide: true } }, (_request, reply) => showOffer(app, reply))

  server.post('/me/offer', { config, schema: { body: OfferForm, hide: true }, attachValidation: true }, (request, reply) =>
    submitted(request, {
      again: (code, form) => showOffer(app, reply.code(code), form),
      work: async () => {
        const { person } = request.actor
        if (!person) throw new Conflict('offers.not-supporter')
        const said = readOffer(app, request.body)
        const wordings = offerWordings(app, request.locale)
        await transact((tx) => sayOffer(tx, { person: person.id, ...said, wordings, locale: request.locale }, app.now()))
        return reply.back('/me/offer', 'saved')
      },
    }),
  )

  server.post('/me/offer/removal', { config, schema: { hide: true } }, async (request, reply) => {
    const { person } = request.actor
    const ending = { wordings: offerWordings(app, request.locale), locale: request.locale }
    if (person) await transact((tx) => removeOffer(tx, { person: person.id, ...ending }, app.now()))
    return reply.back('/me/offer', 'removed')
  })
}

/** A request, by the link of the mail that it came in. */
export const answerRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: TokenParams, hide: true } as const
  const requestIn = async ({ params }: Asked<{ token: string }>): Promise<RequestRecord> => {
    const id = requestLinks.open(app, params.token)
    const request = id && (await findRequest(read, id))
    if (!request) throw new NotFound('offers.request.gone')
    return request
  }

  server.get('/requests/:token', { config: anyone, schema }, async (request, reply) =>
    showRequest(app, reply, { asked: await requestIn(request) }),
  )

  server.post(
    '/requests/:token',
    { config: anyone, schema: { ...schema, body: AnswerForm }, attachValidation: true },
    async (request, reply) => {
      const asked = await requestIn(request)
      return submitted(request, {
        again: (code, form) => showRequest(app, reply.code(code), { asked, form }),
        work: async () => {
          const { answer, day, hour, reply: words } = request.body
          const said = { request: asked.id, reply: words?.trim() || null }
          if (answer === 'proposed') {
            const at = day && hour ? momentIn(asked.time_zone, day, hour) : undefined
            if (!at) throw new Invalid({ day: 'offers.request.no-time' })
            await transact((tx) => answerRequest(tx, { ...said, answer: 'proposed', at }, app.now()))
          } else await transact((tx) => answerRequest(tx, { ...said, answer }, app.now()))
          return reply.back(request.plainPath, 'done')
        },
      })
    },
  )
}

/** What a form says of an offer. Throws Invalid where nobody knows the town. */
function readOffer(app: App, form: OfferForm) {
  const found = findTown(app, form.where)
  if ('error' in found) throw new Invalid({ where: found.error })
  const { town } = found
  const skills = entriesIn<Skill, Level>(form.skills ?? {})
  return {
    lng: town.lng,
    lat: town.lat,
    town: town.name,
    place_id: town.id,
    department_id: town.department_id,
    km: Number(form.km),
    equipment: namesIn<Equipment>(form.equipment ?? {}),
    languages: Object.keys(form.languages ?? {}),
    hours: namesIn<Hour>(form.hours ?? {}),
    words: form.words?.trim() || null,
    most: Number(form.most),
    skills: skills.map(([skill, level]) => ({ skill, level })),
    shown: { organisers: form.shown?.organisers === 'true', staff: form.shown?.staff === 'true' },
  }
}

/** What can be chosen of an offer, in words. */
function optionsOf(t: T, locale: Locale) {
  const rt = recipeTexts.in(locale)
  return {
    skills: SKILLS.map((value) => ({ value, text: rt(`recipes.skill-${value}`) })),
    levels: (['amateur', 'professional'] as const).map((value) => ({ value, text: t(`offers.level-${value}`) })),
    equipment: EQUIPMENT.map((value) => ({ value, text: t(`offers.equipment-${value}`) })),
    languages: LANGUAGES.map((value) => ({ value, text: languageOf(locale, value) })),
    kilometres: KILOMETRES.map((n) => ({ value: String(n), text: t('offers.within', { km: formatNumber(locale, n) }) })),
    mosts: MOSTS.map((n) => ({ value: String(n), text: t('offers.most-n', { n }) })),
  }
}

const ticked = (name: string, values: readonly string[]) => Object.fromEntries(values.map((one) => [`${name}[${one}]`, 'true']))

/** What the form shows of an offer that stands. */
async function valuesOf(handle: Handle, offer: OwnOffer): Promise<Record<string, string>> {
  const skills = await skillsOf(handle, offer.id)
  return {
    where: offer.place_id ? townName({ name: offer.town, department_id: offer.department_id }) : offer.town,
    km: String(offer.km),
    most: String(offer.most),
    ...(offer.words ? { words: offer.words } : {}),
    ...ticked('equipment', offer.equipment),
    ...ticked('languages', offer.languages),
    ...ticked('hours', offer.hours),
    ...Object.fromEntries(skills.map(({ skill, level }) => [`skills[${skill}]`, level])),
    ...(offer.to_organisers ? { 'shown[organisers]': 'true' } : {}),
    ...(offer.to_staff ? { 'shown[staff]': 'true' } : {}),
  }
}

/** What the form shows of somebody who offers nothing yet: that she is at home. */
async function firstValues(handle: Handle, id: PersonId | undefined): Promise<Record<string, string>> {
  const person = id && (await findPerson(handle, id))
  const where = person && person.place ? townName({ name: person.place, department_id: person.department_id }) : ''
  return { where, km: '10', most: '2' }
}

async function showOffer(app: App, reply: FastifyReply, form?: FormState) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const id = actor.person?.id
  const [offer, led] = id ? await Promise.all([offerOf(read, id), groupsToLookAround(app, id)]) : [undefined, undefined]
  const wordings = offerWordings(app, locale)
  const page = {
    t,
    locale,
    path: link('/me/offer'),
    form: form ?? { values: offer ? await valuesOf(read, offer) : await firstValues(read, id), errors: {} },
    refused: id ? undefined : { why: t('offers.not-supporter'), act: t('offers.sign'), href: link('/sign') },
    options: optionsOf(t, locale),
    week: DAYS.map((day) => ({
      day: t(`offers.day-${day}`),
      parts: PARTS.map((part) => ({ value: `${day}-${part}`, text: t(`offers.part-${part}`) })),
    })),
    consents: { organisers: wordings.organisers.text, staff: wordings.staff.text },
    remove: offer ? link('/me/offer/removal') : undefined,
    requests: id ? await receivedBy(app, id, { t, locale, link }) : [],
    look: led?.groups.length || led?.waiting || actor.grants.has('offers.see') ? link('/offers') : undefined,
  }
  return reply.page({ title: t('offers.title'), body: <OfferPage {...page} /> })
}

async function receivedBy(app: App, person: PersonId, { t, locale, link }: Words<T> & { link: Link }): Promise<RequestProps[]> {
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const received = await requestsOf(app.database.read, person, 'person_id')
  return received.map((request) => ({
    id: request.id,
    title: request.what,
    note: [request.asker ?? t('offers.somebody'), day.format(request.asked_at), t(`offers.state-${request.state}`)].join(' · '),
    lines: [
      sayMoment(locale, request.starts_at, request.time_zone),
      request.place,
      ...(request.thanks ? [t('offers.thanked', { thanks: request.thanks })] : []),
    ],
    href: canBeAnswered(request, app.now()) ? link(requestLinks.path(app, request.id)) : undefined,
  }))
}

async function showRequest(app: App, reply: FastifyReply, { asked, form }: { asked: RequestRecord; form?: FormState }) {
  const { locale, link, plainPath } = reply.request
  const t = formTexts.in(locale)
  const other = asked.state === 'accepted' && asked.asked_by ? await findSupporter(app.database.read, asked.asked_by) : undefined
  const open = canBeAnswered(asked, app.now())
  const page = {
    t,
    locale,
    title: t('offers.request.from', { name: asked.asker ?? t('offers.somebody') }),
    notice: open ? undefined : t(asked.state === 'open' ? 'offers.request.late' : `offers.state-${asked.state}`),
    lines: [
      sayMoment(locale, asked.starts_at, asked.time_zone),
      asked.place,
      ...paragraphsOf(asked.what),
      ...(asked.proposed_at && asked.state === 'proposed'
        ? [t('offers.request.you-proposed', { at: sayMoment(locale, asked.proposed_at, asked.time_zone) })]
        : []),
    ],
    reach: other ? t('offers.reach', { name: other.given_name, email: other.email }) : undefined,
    answer: open ? { action: link(plainPath), form: form ?? { values: {}, errors: {} } } : undefined,
    back: link('/me/offer'),
  }
  return reply.page({ title: page.title, body: <AnswerPage {...page} /> })
}
