import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import { formats } from '#platform/http/formats'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import type { Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import { approvalOf } from '#staff'
import type { FormState } from '#ui/form'
import type { Vote } from '../../core/index.ts'
import { findVote, MANAGE, resultsPath, voteName, votePath } from '../../stations/index.ts'
import { askToOpen, openCounts, OPENING, setCandidates } from '../commands/counts.ts'
import { otherFigures, turnoutLines, votesRows } from '../describing.ts'
import { InnerPage } from '../inner.page.tsx'
import { candidatesOf, receivedIn, type Total, totals, turnoutOf } from '../queries/counts.ts'
import { sumOf } from '../rules/figures.ts'
import { isOpened, mayOpen, mayTell, type Told } from '../rules/telling.ts'
import { CandidatesForm, ReasonForm, VoteParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'
import { hoursOf, toldOf } from '../telling.ts'

const config = { permission: MANAGE } as const
/** For who looks after the whole movement. */
const opens = { permission: 'counts.open', everywhere: true } as const
const formTexts = joinTexts([httpTexts, texts])
/** Names that a sheet has room for, and letters of one. */
const [CANDIDATES, LONGEST] = [60, 120]
const EMPTY: FormState = { values: {}, errors: {} }

/** The counts of a vote as those in charge see them, and their opening by two persons. */
export const innerRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: VoteParams, hide: true }

  server.post(
    '/staff/stations/:vote/candidates',
    { config: opens, schema: { ...schema, body: CandidatesForm }, attachValidation: true },
    async (request, reply) => {
      const vote = await findVote(app, request.params.vote)
      return submitted(request, {
        again: (code, form) => showInner(app, reply.code(code), { vote, naming: form }),
        work: async () => {
          const names = [...new Set(request.body.names.split('\n').map((name) => name.trim().replace(/\s+/g, ' ')))].filter(
            Boolean,
          )
          const fit =
            names.length > 0 && names.length <= CANDIDATES && names.every((name) => name.length <= LONGEST && formats.line(name))
          if (!fit) throw new Invalid({ names: 'form.wrong' })
          await transact((tx) => setCandidates(tx, handOf(app, request), { vote: vote.id, names }))
          return reply.back(resultsPath(vote.id), 'saved')
        },
      })
    },
  )

  server.get('/staff/stations/:vote/results', { config, schema }, async (request, reply) =>
    showInner(app, reply, { vote: await findVote(app, request.params.vote) }),
  )

  server.post(
    '/staff/stations/:vote/results/request',
    { config: opens, schema: { ...schema, body: ReasonForm }, attachValidation: true },
    async (request, reply) => {
      const vote = await findVote(app, request.params.vote)
      return submitted(request, {
        again: (code, form) => showInner(app, reply.code(code), { vote, form }),
        work: async () => {
          // Of two rounds of one name the day says which: of the vote as it stands now.
          const name = voteName(request.locale, vote)
          const asking = { vote: vote.id, name, reason: request.body.reason, told: hoursOf(vote) }
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

/** From when the counts of a vote may be told, as clocks at home show it. */
function hourText(app: App, { t, locale, vote }: { t: T; locale: Locale; vote: Vote }): string {
  const { hour } = hoursOf(vote)
  return hour ? sayMoment(locale, hour, app.movement.current.timeZone) : t('counting.hour-unknown')
}

type Shown = { vote: Vote; form?: FormState; naming?: FormState }

async function showInner(app: App, reply: FastifyReply, { vote, form = EMPTY, naming }: Shown) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const scope = actor.scope(MANAGE)
  const [candidates, departments, towns, turnout, told] = await Promise.all([
    candidatesOf(read, vote.id),
    totals(read, vote.id, { by: 'department', scope }),
    receivedIn(read, vote.id, scope),
    turnoutOf(read, vote.id),
    toldOf(app, vote),
  ])
  const all = sumOf(departments)
  const partOf = (total: Omit<Total, 'key'>) => ({
    title: total.name,
    received: t('counting.results.received', { n: total.counted, all: total.stations }),
    rows: total.counted > 0 ? votesRows(locale, candidates, total) : [],
    others: total.counted > 0 ? otherFigures(t, locale, total) : '',
  })
  const page = {
    t,
    locale,
    name: vote.name,
    back: link(votePath(vote.id)),
    hour: mayTell(told, app.now()) ? undefined : hourText(app, { t, locale, vote }),
    // One department is all there is.
    parts: [...(all ? [{ ...all, name: t('counting.results.all') }] : []), ...(departments.length > 1 ? departments : [])].map(
      partOf,
    ),
    towns: towns.map((town) => [town.name, t('counting.results.of', { n: town.counted, all: town.stations })]),
    turnout: turnoutLines(t, locale, turnout),
    candidates: {
      names: candidates.map(({ name }) => name),
      action: actor.grants.get(opens.permission) === 'everywhere' ? link(`${votePath(vote.id)}/candidates`) : undefined,
      form: naming ?? { values: { names: candidates.map(({ name }) => name).join('\n') }, errors: {} },
    },
    opening: { ...(await openingOf(app, reply, { vote, told, t })), form },
  }
  return reply.page({ title: t('counting.results.title', { vote: vote.name }), body: <InnerPage {...page} /> })
}

/** How far the opening of counts is, and what who asks can do about it. */
async function openingOf(app: App, reply: FastifyReply, { vote, told, t }: { vote: Vote; told: Told; t: T }) {
  const { actor, link } = reply.request
  const none = { ask: undefined, open: undefined }
  if (isOpened(told)) return { ...none, state: t('counting.open.opened') }
  if (!mayOpen(told, app.now())) return { ...none, state: t('counting.open.early') }
  if (actor.grants.get(opens.permission) !== 'everywhere') return { ...none, state: t('counting.open.two') }
  const state = await approvalOf(app.database.read, { kind: OPENING, subject: vote.id, by: actor.account }, app.now())
  const path = link(resultsPath(vote.id))
  if (state === 'given') return { ...none, state: t('counting.open.given'), open: path }
  if (state === 'waits') return { ...none, state: t('counting.open.waits') }
  return { ...none, state: t('counting.open.two'), ask: `${path}/request` }
}
