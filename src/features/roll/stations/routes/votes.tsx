import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Denied, Invalid } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { sayMoment } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { approvalOf } from '#staff'
import { findTown, liesWithin, territoryTexts } from '#territories'
import type { FormState } from '#ui/form'
import type { Vote } from '../../core/index.ts'
import { MANAGE } from '../access.ts'
import { askToOpen, openCounts, OPENING, setCandidates } from '../commands/counts.ts'
import { addStations } from '../commands/stations.ts'
import { otherFigures, townOf, turnoutLines, voteName, votesRows } from '../describing.ts'
import { resultsPath, townPath, votePath } from '../paths.ts'
import { candidatesOf, type Total, totals, turnoutOf } from '../queries/counts.ts'
import { townsWith } from '../queries/stations.ts'
import { linesIn, LONGEST, MOST, rangeOf } from '../rules/lines.ts'
import { mayOpen, type Told } from '../rules/telling.ts'
import { AddForm, CandidatesForm, ReasonForm, VoteParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'
import { InnerPage, VotePage, VotesPage } from '../votes.page.tsx'
import { findVote, hoursOf, toldOf, votesAround } from '../voting.ts'

const config = { permission: MANAGE } as const
const opens = { permission: 'stations.open', everywhere: true } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
const EMPTY: FormState = { values: {}, errors: {} }
/** Names that a sheet has room for. */
const CANDIDATES = 60

/** Stations of a vote by town, who can be voted for, and the counts as those in charge see them. */
export const voteRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: VoteParams, hide: true }

  server.get('/staff/stations', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = texts.in(locale)
    const votes = (await votesAround(app)).map((vote) => ({
      id: vote.id,
      name: voteName(locale, vote),
      href: link(votePath(vote.id)),
      hour: hourText(app, t, { locale, vote }),
    }))
    return reply.page({ title: t('stations.title'), body: <VotesPage {...{ t, votes }} /> })
  })

  server.get('/staff/stations/:vote', { config, schema }, async (request, reply) =>
    show(app, reply, { vote: await findVote(app, request.params.vote) }),
  )

  server.post(
    '/staff/stations/:vote',
    { config, schema: { ...schema, body: AddForm }, attachValidation: true },
    async (request, reply) => {
      const vote = await findVote(app, request.params.vote)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { vote, adding: form }),
        work: async () => {
          const { town: typedTown, from, to, lines } = request.body
          const found = findTown(app, typedTown, vote.country)
          if ('error' in found) throw new Invalid({ town: found.error })
          const { town } = found
          if (!liesWithin(request.actor.scope(MANAGE), { ...town, place_id: town.id })) throw new Denied('stations.add.elsewhere')
          const typed = typedIn({ from, to, lines })
          await transact((tx) => addStations(tx, handOf(app, request), { vote: vote.id, place: town.id, typed }))
          return reply.back(townPath(vote.id, town.id), 'added')
        },
      })
    },
  )

  server.post(
    '/staff/stations/:vote/candidates',
    { config: opens, schema: { ...schema, body: CandidatesForm }, attachValidation: true },
    async (request, reply) => {
      const vote = await findVote(app, request.params.vote)
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { vote, naming: form }),
        work: async () => {
          const names = [...new Set(request.body.names.split('\n').map((name) => name.trim().replace(/\s+/g, ' ')))].filter(
            Boolean,
          )
          const fit = names.length > 0 && names.length <= CANDIDATES && names.every(({ length }) => length <= LONGEST.name)
          if (!fit) throw new Invalid({ names: 'form.wrong' })
          await transact((tx) => setCandidates(tx, handOf(app, request), { vote: vote.id, names }))
          return reply.back(votePath(vote.id), 'saved')
        },
      })
    },
  )

  server.get('/staff/stations/:vote/results', { config, schema }, async (request, reply) =>
    showInner(app, reply, await findVote(app, request.params.vote)),
  )

  server.post(
    '/staff/stations/:vote/results/request',
    { config: opens, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const vote = await findVote(app, request.params.vote)
      return submitted(request, {
        again: (code, form) => showInner(app, reply.code(code), vote, form),
        work: async () => {
          const asking = { vote: vote.id, name: vote.name, reason: request.body.reason, told: hoursOf(vote) }
          await transact((tx) => askToOpen(tx, handOf(app, request), asking))
          return reply.back(resultsPath(vote.id), 'asked')
        },
      })
    },
  )

  server.post('/staff/stations/:vote/results', { config: opens, schema }, async (request, reply) => {
    const vote = await findVote(app, request.params.vote)
    await transact((tx) => openCounts(tx, handOf(app, request), { vote: vote.id, told: hoursOf(vote) }))
    return reply.back(resultsPath(vote.id), 'done')
  })
}

/** The stations of a form: a range, lines, or both. Throws Invalid where it says none. */
function typedIn({ from, to, lines }: { from?: string | undefined; to?: string | undefined; lines?: string | undefined }) {
  const range = from || to ? rangeOf(from ?? to!, to ?? from!) : []
  if (!range) throw new Invalid({ to: 'stations.add.no-range' })
  const pasted = linesIn(lines ?? '')
  if (!pasted || pasted.length > MOST) throw new Invalid({ lines: 'stations.add.no-lines' })
  const typed = [...range, ...pasted]
  if (typed.length === 0) throw new Invalid({ lines: 'form.required' })
  return typed
}

/** From when the counts of a vote may be told, as clocks at home show it. */
function hourText(app: App, t: T, { locale, vote }: { locale: FastifyReply['request']['locale']; vote: Vote }): string {
  const { hour } = hoursOf(vote)
  return hour ? sayMoment(locale, hour, app.movement.current.timeZone) : t('stations.hour-unknown')
}

type Shown = { vote: Vote; adding?: FormState; naming?: FormState }

async function show(app: App, reply: FastifyReply, { vote, adding = EMPTY, naming }: Shown) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const [towns, candidates] = await Promise.all([townsWith(read, vote.id, actor.scope(MANAGE)), candidatesOf(read, vote.id)])
  const names = candidates.map(({ name }) => name)
  const page = {
    t,
    locale,
    name: voteName(locale, vote),
    results: link(resultsPath(vote.id)),
    towns: towns.map((town) => ({
      key: town.place_id,
      name: townOf(town),
      href: link(townPath(vote.id, town.place_id)),
      cells: [town.stations, town.assessors, town.substitutes, town.delegates, town.waits, town.counted].map(String),
    })),
    add: { action: link(votePath(vote.id)), form: adding },
    names,
    candidates:
      actor.grants.get('stations.open') === 'everywhere'
        ? {
            action: link(`${votePath(vote.id)}/candidates`),
            form: naming ?? { values: { names: names.join('\n') }, errors: {} },
            names,
          }
        : undefined,
  }
  return reply.page({ title: page.name, body: <VotePage {...page} /> })
}

async function showInner(app: App, reply: FastifyReply, vote: Vote, form: FormState = EMPTY) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const scope = actor.scope(MANAGE)
  const [candidates, all, departments, towns, turnout, told] = await Promise.all([
    candidatesOf(read, vote.id),
    totals(read, vote.id, { by: 'country', scope }),
    totals(read, vote.id, { by: 'department', scope }),
    totals(read, vote.id, { by: 'town', scope }),
    turnoutOf(read, vote.id),
    toldOf(app, vote),
  ])
  const partOf = (total: Total) => ({
    title: total.name,
    received: t('stations.results.received', { n: total.counted, all: total.stations }),
    rows: total.counted > 0 ? votesRows(locale, candidates, total) : [],
    others: otherFigures(t, locale, total),
  })
  const page = {
    t,
    locale,
    name: vote.name,
    back: link(votePath(vote.id)),
    hour: hourText(app, t, { locale, vote }),
    parts: [...all.map((total) => ({ ...total, name: t('stations.results.all') })), ...departments].map(partOf),
    towns: towns.map((town) => [town.name, t('stations.results.of', { n: town.counted, all: town.stations })]),
    turnout: turnoutLines(t, locale, turnout),
    opening: { ...(await openingOf(app, reply, { vote, told, t })), form },
  }
  return reply.page({ title: t('stations.results.title', { vote: vote.name }), body: <InnerPage {...page} /> })
}

/** How far the opening of counts is, and what who asks can do about it. */
async function openingOf(app: App, reply: FastifyReply, { vote, told, t }: { vote: Vote; told: Told; t: T }) {
  const { actor, link } = reply.request
  const none = { ask: undefined, open: undefined }
  if (told.opened_at) return { ...none, state: t('stations.open.opened') }
  if (!mayOpen(told, app.now())) return { ...none, state: t('stations.open.early') }
  if (actor.grants.get('stations.open') !== 'everywhere') return { ...none, state: t('stations.open.two') }
  const state = await approvalOf(app.database.read, { kind: OPENING, subject: vote.id, by: actor.account }, app.now())
  const path = link(resultsPath(vote.id))
  if (state === 'given') return { ...none, state: t('stations.open.given'), open: path }
  if (state === 'waits') return { ...none, state: t('stations.open.waits') }
  return { ...none, state: t('stations.open.two'), ask: `${path}/request` }
}
