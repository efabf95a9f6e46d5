import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Denied, Invalid } from '#platform/errors'
import { handOf } from '#platform/http/asked'
import { formats } from '#platform/http/formats'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import { findTown, liesWithin, territoryTexts } from '#territories'
import type { FormState } from '#ui/form'
import type { Vote } from '../../core/index.ts'
import { MANAGE } from '../access.ts'
import { addStations } from '../commands/stations.ts'
import { townOf, voteName } from '../describing.ts'
import { resultsPath, townPath, votePath } from '../paths.ts'
import { townsWith } from '../queries/stations.ts'
import { linesIn, MOST, rangeOf, type Typed } from '../rules/lines.ts'
import { AddForm, VoteParams } from '../schema.ts'
import { texts } from '../texts.ts'
import { VotePage, VotesPage } from '../votes.page.tsx'
import { findVote, votesAround } from '../voting.ts'

const config = { permission: MANAGE } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
/** Bytes of a form with a whole list in it: an accent takes six of them. */
const LIST_LIMIT = 256 * 1024
const EMPTY: FormState = { values: {}, errors: {} }

/** Stations of votes, by town. */
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
    }))
    return reply.page({ title: t('stations.title'), body: <VotesPage {...{ t, votes }} /> })
  })

  server.get('/staff/stations/:vote', { config, schema }, async (request, reply) =>
    show(app, reply, { vote: await findVote(app, request.params.vote) }),
  )

  server.post(
    '/staff/stations/:vote',
    { config, bodyLimit: LIST_LIMIT, schema: { ...schema, body: AddForm }, attachValidation: true },
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
}

/** The stations of a form: a range, lines, or both. Throws Invalid where it says none. */
function typedIn({ from, to, lines }: { from?: string | undefined; to?: string | undefined; lines?: string | undefined }) {
  const range = from || to ? rangeOf(from ?? to!, to ?? from!) : []
  if (!range) throw new Invalid({ to: 'stations.add.no-range' })
  const pasted = linesIn(lines ?? '')
  if (!pasted?.every(isPlain) || pasted.length > MOST) throw new Invalid({ lines: 'stations.add.no-lines' })
  const typed = [...range, ...pasted]
  if (typed.length === 0) throw new Invalid({ lines: 'form.required' })
  return typed
}

/** Lines as any other: without what turns the direction of writing. */
const isPlain = (typed: Typed) => Object.values(typed).every((part) => part === null || formats.line(part))

type Shown = { vote: Vote; adding?: FormState }

async function show(app: App, reply: FastifyReply, { vote, adding = EMPTY }: Shown) {
  const { locale, link, actor } = reply.request
  const t = formTexts.in(locale)
  const towns = await townsWith(app.database.read, vote.id, actor.scope(MANAGE))
  const page = {
    t,
    locale,
    name: voteName(locale, vote),
    results: link(resultsPath(vote.id)),
    towns: towns.map((town) => ({
      key: town.place_id,
      name: townOf(town),
      href: link(townPath(vote.id, town.place_id)),
      cells: [town.stations, town.assessors, town.substitutes, town.delegates, town.waits].map(String),
    })),
    add: { action: link(votePath(vote.id)), form: adding },
  }
  return reply.page({ title: page.name, body: <VotePage {...page} /> })
}
