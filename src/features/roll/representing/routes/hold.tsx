import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, NotFound } from '#platform/errors'
import type { Asked } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import { HOUR, limiter } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { formatDay, formatNumber } from '#platform/i18n/locales'
import { normaliseEmail } from '#platform/text/email'
import type { FormState } from '#ui/form'
import { mailboxHashOf, type PersonId } from '#people'
import { townName } from '#territories'
import { HolderPage, type HolderProps, MePage } from '../hold.page.tsx'
import { lawOf, votesToChoose } from '../saying.ts'
import { AnswerForm, HELD, HoldForm, KILOMETRES, TAKES, TokenParams } from '../schema.ts'
import { cardOf } from '../showing.ts'
import { pageTexts } from '../texts.ts'
import {
  aheadAt,
  answerMatch,
  asksOf,
  findHolder,
  type HolderRecord,
  holdersOf,
  links,
  paths,
  readHolding,
  sayHolding,
  withdrawHolding,
} from '../../proxies/index.ts'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
/** Numbers that one account may try: whether somebody else said one is not to be found out by trying. */
const OFFERED_AN_HOUR = 20

/** What somebody asked, and whether she goes for others. */
export const meRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const limit = limiter(server, [{ max: OFFERED_AN_HOUR, window: HOUR, key: ({ actor }) => actor?.account }])

  server.get(paths.hold, { config, schema: { hide: true } }, async (_request, reply) => showMe(app, reply))

  server.post(
    paths.hold,
    { config, schema: { body: HoldForm, hide: true }, attachValidation: true, preValidation: limit },
    (request, reply) =>
      submitted(request, {
        again: (code, form) => showMe(app, reply.code(code), form),
        work: async () => {
          const { person, email } = request.actor
          if (!person) throw new Conflict('representing.hold.not-supporter')
          const holding = await readHolding(app, request.body, { person: person.id, email })
          await transact((tx) => sayHolding(tx, holding, app.now()))
          return reply.back(paths.hold, 'saved')
        },
      }),
  )
}

/** The page of one who goes, by the link of her mails. */
export const holderRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: TokenParams, hide: true } as const

  server.get('/vote/proxy/holders/:token', { config: anyone, schema }, async (request, reply) => {
    const holder = await holderIn(app, request)
    const t = pageTexts.in(request.locale)
    const page = { t, holder: await sectionOf(app, request, holder), back: request.link(paths.how) }
    return reply.page({ title: t('representing.me.title'), body: <HolderPage {...page} /> })
  })

  server.post(
    '/vote/proxy/holders/:token/answer',
    { config: anyone, schema: { ...schema, body: AnswerForm } },
    async (request, reply) => {
      const holder = await holderIn(app, request)
      const { match, answer } = request.body
      if (!holder.matches.some(({ id }) => id === match)) throw new Conflict('proxies.answer.late')
      await transact((tx) => answerMatch(tx, { match, side: 'holder', yes: answer === 'yes' }, app.now()))
      return reply.back(links.holder(app, holder.id), 'done')
    },
  )

  server.post('/vote/proxy/holders/:token/withdrawal', { config: anyone, schema }, async (request, reply) => {
    const { person_id: person, election_id: election } = await holderIn(app, request)
    await transact((tx) => withdrawHolding(tx, { election, person, now: app.now() }))
    return reply.back(paths.ask, 'removed')
  })
}

async function holderIn(app: App, { params }: Asked<{ token: string }>): Promise<HolderRecord> {
  const id = links.openHolder(app, params.token)
  const holder = id && (await findHolder(app.database.read, id))
  if (!holder || holder.withdrawn) throw new NotFound('proxies.gone')
  return holder
}

type Request = Pick<FastifyRequest, 'locale' | 'link'>

async function sectionOf(app: App, { locale, link }: Request, holder: HolderRecord): Promise<HolderProps> {
  const t = pageTexts.in(locale)
  const ahead = await aheadAt(app, holder.election_id, holder)
  const path = link(links.holder(app, holder.id))
  const looking = { t, locale, zone: holder.time_zone, action: `${path}/answer`, side: 'hold' as const }
  return {
    t,
    title: ahead
      ? t('representing.hold.for', { vote: ahead.name, day: formatDay(locale, ahead.vote_on) })
      : t('representing.hold.title'),
    note: [
      townName({ name: holder.town, department_id: holder.department_id }),
      ...(holder.station ? [t('representing.match.station', { station: holder.station })] : []),
      t('representing.form.km-n', { n: holder.km, km: formatNumber(locale, holder.km) }),
    ].join(' · '),
    matches: holder.matches.map((match) => cardOf(match, looking)),
    none: t('representing.hold.none'),
    remove: `${path}/withdrawal`,
  }
}

async function showMe(app: App, reply: FastifyReply, form?: FormState) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const person: PersonId | null = actor.person?.id ?? null
  const asks = await asksOf(read, { person, mailbox: mailboxHashOf(app)(normaliseEmail(actor.email)) })
  const holders = person ? (await holdersOf(read, person)).filter(({ withdrawn }) => !withdrawn) : []
  const sections = await Promise.all(holders.map((holder) => sectionOf(app, reply.request, holder)))
  const page = {
    t,
    locale,
    refused: person
      ? undefined
      : { why: t('representing.hold.not-supporter'), act: t('representing.hold.sign'), href: link('/sign') },
    asks: asks.map((ask) => ({
      href: link(links.ask(app, ask.id)),
      title: t('representing.me.ask', { town: ask.town }),
      note: t(`representing.own.${ask.match?.state ?? (ask.state === 'waiting' ? 'waiting' : 'paused')}`),
    })),
    holders: sections,
    form: form ?? { values: valuesOf(holders[0]), errors: {} },
    action: link(paths.hold),
    votes: await votesToChoose(app, locale),
    options: {
      km: KILOMETRES.map((n) => ({ value: String(n), text: t('representing.form.km-n', { n, km: formatNumber(locale, n) }) })),
      held: HELD.map((n) => ({ value: String(n), text: formatNumber(locale, n) })),
      takes: TAKES.map((n) => ({ value: String(n), text: t('representing.form.takes-n', { n }) })),
    },
    law: await lawOf(app, locale, t),
    ask: link(paths.ask),
    how: link(paths.how),
  }
  return reply.page({ title: t('representing.me.title'), body: <MePage {...page} /> })
}

/** What the form shows: what she said before, but for the statement, which is made anew each time. */
function valuesOf(holder: HolderRecord | undefined): Record<string, string> {
  if (!holder) return { km: '10', held_home: '0', held_abroad: '0', takes: '1' }
  return {
    vote: holder.election_id,
    where: townName({ name: holder.town, department_id: holder.department_id }),
    ...(holder.station ? { station: holder.station } : {}),
    phone: holder.phone ?? '',
    km: String(holder.km),
    held_home: String(holder.held_home),
    held_abroad: String(holder.held_abroad),
    takes: String(holder.takes),
  }
}
