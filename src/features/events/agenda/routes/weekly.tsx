import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { submitted, takeOneClick } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findPerson, type PersonId } from '#people'
import { locate, townName } from '#territories'
import { eventTexts, TYPE_IDS, typeText } from '../../core/index.ts'
import { endFeed, endWeekly, makeFeed, startWeekly } from '../commands/subscribe.ts'
import { feedLinks, weeklyLinks } from '../links.ts'
import { feedFor } from '../queries/feeds.ts'
import { weeklyOf } from '../queries/weekly.ts'
import { KILOMETRES } from '../rules.ts'
import { TokenParams, WeeklyForm } from '../schema.ts'
import { texts } from '../texts.ts'
import { EndPage, WeeklyPage } from '../weekly.page.tsx'
import { endWording, weeklyWording } from '../wording.ts'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])

/** The weekly mail and one's own calendar, for who is signed in. */
export const weeklyRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const personIn = ({ actor }: FastifyRequest): PersonId => {
    if (!actor.person) throw new Conflict('agenda.not-supporter')
    return actor.person.id
  }

  server.get('/me/weekly', { config, schema: { hide: true } }, (_request, reply) => showWeekly(app, reply))

  server.post('/me/weekly', { config, schema: { body: WeeklyForm, hide: true }, attachValidation: true }, (request, reply) =>
    submitted(request, {
      again: (code, form) => showWeekly(app, reply.code(code), form),
      work: async () => {
        const person = personIn(request)
        const { where, km, types, agreed } = request.body
        if (!agreed && !(await weeklyOf(read, person))) throw new Invalid({ agreed: 'agenda.weekly.agree' })
        const from = await locate(app, { where })
        if (!from) throw new Invalid({ where: 'agenda.where-unknown' })
        const wish = {
          ...from.point,
          time_zone: from.zone,
          town: from.label,
          km: Number(km),
          types: Object.keys(types ?? {}),
          locale: request.locale,
        }
        await transact((tx) =>
          startWeekly(tx, { person, wish, wording: weeklyWording(app, request.locale), mailbox: request.actor.email }, app.now()),
        )
        return reply.back('/me/weekly', 'saved')
      },
    }),
  )

  server.post('/me/weekly/removal', { config, schema: { hide: true } }, async (request, reply) => {
    const ending = {
      person: personIn(request),
      wording: endWording(request.locale),
      locale: request.locale,
      method: 'web' as const,
    }
    await transact((tx) => endWeekly(tx, ending, app.now()))
    return reply.back('/me/weekly', 'ended')
  })

  server.post('/me/calendar', { config, schema: { hide: true } }, async (request, reply) => {
    const person = personIn(request)
    await transact((tx) => makeFeed(tx, person, app.now()))
    return reply.back('/me/weekly', 'added')
  })

  server.post('/me/calendar/removal', { config, schema: { hide: true } }, async (request, reply) => {
    const person = personIn(request)
    await transact((tx) => endFeed(tx, person))
    return reply.back('/me/weekly', 'ended')
  })
}

/** The way out that stands in each weekly mail; a mail program posts to it without a page in between (RFC 8058). */
export const endRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: TokenParams, hide: true } as const
  const personOf = ({ params }: Asked<{ token: string }>) => {
    const person = weeklyLinks.open(app, params.token)
    if (!person) throw new NotFound('agenda.feed.gone')
    return person
  }

  takeOneClick(server)
  server.get('/weekly/:token', { config: anyone, schema }, async (request, reply) => {
    personOf(request)
    const t = texts.in(request.locale)
    const body = <EndPage t={t} action={request.link(request.plainPath)} ended={false} />
    return reply.page({ title: t('agenda.weekly.end-title'), body })
  })

  server.post('/weekly/:token', { config: anyone, schema }, async (request, reply) => {
    const { locale } = request
    const ending = { person: personOf(request), wording: endWording(locale), locale, method: 'mail' as const }
    await app.database.transact((tx) => endWeekly(tx, ending, app.now()))
    const t = texts.in(locale)
    return reply.page({ title: t('agenda.weekly.ended'), body: <EndPage t={t} action="" ended /> })
  })
}

async function showWeekly(app: App, reply: FastifyReply, form?: FormState) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const et = eventTexts.in(locale)
  const id = actor.person?.id
  const [person, weekly, feed] = id
    ? await Promise.all([findPerson(read, id), weeklyOf(read, id), feedFor(read, id)])
    : [undefined, undefined, undefined]
  const values = weekly
    ? { where: weekly.town, km: String(weekly.km), ...Object.fromEntries(weekly.types.map((type) => [`types[${type}]`, 'true'])) }
    : { where: person?.place ? townName({ name: person.place, department_id: person.department_id }) : '', km: '20' }
  const page = {
    t,
    locale,
    path: link('/me/weekly'),
    form: form ?? { values, errors: {} },
    on: weekly !== undefined,
    consent: weeklyWording(app, locale).text,
    kilometres: KILOMETRES.map((km) => ({
      value: String(km),
      text: t('agenda.weekly.within', { km: formatNumber(locale, km) }),
    })),
    types: TYPE_IDS.map((value) => ({ value, text: typeText(et, value) })),
    end: link('/me/weekly/removal'),
    refused: id ? undefined : { why: t('agenda.not-supporter'), act: t('agenda.sign'), href: link('/sign') },
    feed: {
      url: feed ? app.config.publicUrl + link(feedLinks.path(app, feed.id)) : undefined,
      groups: app.isOn('groups'),
      make: link('/me/calendar'),
      end: link('/me/calendar/removal'),
    },
    back: link('/events'),
  }
  return reply.page({ title: t('agenda.weekly.title'), body: <WeeklyPage {...page} /> })
}
