import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'

import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { todayOf } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { findTown, territoryTexts } from '#territories'
import type { FormState } from '#ui/form'
import { rollTexts, votesAhead } from '../../core/index.ts'
import { personOf } from '../access.ts'
import { answerPost, offerToServe, withdrawOffer } from '../commands/stations.ts'
import { dayText, fullName, namesText, stationName, townOf, turnsOf, voteName } from '../describing.ts'

import { OfferPage, OwnPage } from '../own.page.tsx'
import { countPath } from '../paths.ts'
import { offersOf, stationsWith } from '../queries/stations.ts'
import { HOURS, type Role, ROLES } from '../rules/posts.ts'
import { AnswerForm, OfferForm, OwnPostParams, VoteForm } from '../schema.ts'

import { type T, texts } from '../texts.ts'
import { calendarOf, findVote, lastDayOf, ruleFor, votesAround } from '../voting.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])

/** Offering to be at a station, and what becomes of it. */
export const ownRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/vote/station', { config: { permission: 'anyone' }, schema: { hide: true } }, async (request, reply) => {
    await request.visitor()
    return showOffer(app, reply)
  })

  server.post(
    '/vote/station',
    { config, schema: { body: OfferForm, hide: true }, attachValidation: true },
    async (request, reply) =>
      submitted(request, {
        again: (code, form) => showOffer(app, reply.code(code), form),
        work: async () => {
          const person = personOf(request)
          const { vote: id, town: typed, roles = {}, hours = {} } = request.body
          const vote = await findVote(app, id)
          if (lastDayOf(vote) < todayOf(app)) throw new Conflict('stations.over')
          const found = findTown(app, typed, vote.country)
          if ('error' in found) throw new Invalid({ town: found.error })
          const said = { roles: ROLES.filter((one) => one in roles), hours: HOURS.filter((one) => one in hours) }
          for (const name of ['roles', 'hours'] as const)
            if (said[name].length === 0) throw new Invalid({ [name]: 'stations.offer.choose' })
          const town = { place_id: found.town.id, department_id: found.town.department_id }
          const offer = { vote: id, person, town, ...said, ruleOf: (role: Role) => ruleFor(vote, role)?.value }
          await transact((tx) => offerToServe(tx, offer, app.now()))
          return reply.back('/me/station', 'thanked')
        },
      }),
  )

  server.post('/vote/station/end', { config, schema: { body: VoteForm, hide: true } }, async (request, reply) => {
    const person = personOf(request)
    await transact((tx) => withdrawOffer(tx, { vote: request.body.vote, person }))
    return reply.back('/vote/station', 'ended')
  })

  server.get('/me/station', { config, schema: { hide: true } }, (_request, reply) => showOwn(app, reply))

  server.post(
    '/me/station/posts/:post/answer',
    { config, schema: { params: OwnPostParams, body: AnswerForm, hide: true } },
    async (request, reply) => {
      const person = personOf(request)
      const { post } = request.params
      await transact((tx) => answerPost(tx, { post, person, answer: request.body.answer }, app.now()))
      return reply.back('/me/station', 'saved')
    },
  )
}

async function showOffer(app: App, reply: FastifyReply, form?: FormState) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  // Somebody who looks without having signed in has no actor, whatever its type says.
  const person = (actor as typeof actor | undefined)?.person?.id
  const today = todayOf(app)
  const votes = (await votesAhead(app)).filter((vote) => lastDayOf(vote) >= today)
  const own = person ? await offersOf(app.database.read, person) : []
  const [first] = votes
  const rule = first && ruleFor(first, 'assessor')
  const page = {
    t,
    locale,
    votes: votes.map((vote) => ({ value: vote.id, text: voteName(locale, vote) })),
    law: rule
      ? t('stations.law', { article: rule.article, other: ruleFor(first, 'delegate')?.article ?? '' })
      : rollTexts.in(locale)('roll.unknown'),
    form: person ? (form ?? { values: {}, errors: {} }) : undefined,
    action: link('/vote/station'),
    signIn: link('/sign-in?next=/vote/station'),
    mine: link('/me/station'),
    own: own.flatMap((offer) => {
      const vote = votes.find(({ id }) => id === offer.election_id)
      return vote ? [{ id: vote.id, text: offerText(t, voteName(locale, vote), offer), end: link('/vote/station/end') }] : []
    }),
  }
  return reply.page({ title: t('stations.offer.title'), description: t('stations.offer.lead'), body: <OfferPage {...page} /> })
}

const offerText = (t: T, vote: string, offer: Awaited<ReturnType<typeof offersOf>>[number]) =>
  [
    vote,
    townOf(offer),
    offer.roles.map((role) => t(`stations.role-${role}`)).join(', '),
    offer.hours.map((hour) => t(`stations.hour-${hour}`)).join(', '),
  ].join(' – ')

async function showOwn(app: App, reply: FastifyReply) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const person = personOf(reply.request)
  const [all, votes, dayIn] = await Promise.all([stationsWith(app.database.read, person), votesAround(app), calendarOf(app)])
  const stations = all.flatMap((station) => {
    const vote = votes.find(({ id }) => id === station.election_id)
    const post = station.posts.find(
      ({ person_id, state }) => person_id === actor.person?.id && (state === 'asked' || state === 'yes'),
    )
    if (!vote || !post) return []
    const day = dayIn(vote, station)
    const instead = station.posts.find(({ role, state }) => role === 'substitute' && state === 'yes')
    const yes = post.state === 'yes'
    const isOver = day !== undefined && day.today > day.vote_on
    // What was asked, and never answered, is nothing any more.
    if (isOver && !yes) return []
    return [
      {
        id: station.id,
        title: stationName(t, station),
        lead: [vote.name, townOf(station), ...(day ? [dayText(t, locale, day)] : [])].join(' · '),
        role: t(`stations.role-${post.role}`),
        names: namesText({ t, locale, zone: station.time_zone }, day, app.now()),
        answer: isOver ? undefined : { action: link(`/me/station/posts/${post.id}/answer`), asked: !yes },
        began: day !== undefined && day.today >= day.vote_on,
        letter: yes && !isOver && day?.names ? link(`/me/station/posts/${post.id}/letter`) : undefined,
        count: yes ? link(countPath(station.id)) : undefined,
        others:
          instead && instead.id !== post.id
            ? t('stations.own.replaced-by', { who: fullName(instead) })
            : t('stations.own.replaced-by-nobody'),
        turns: turnsOf(t, station.posts),
      },
    ]
  })
  const page = { t, offer: link('/vote/station'), stations }
  return reply.page({ title: t('stations.own.title'), body: <OwnPage {...page} /> })
}
