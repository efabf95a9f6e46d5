import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import { voteName } from '../../stations/index.ts'
import { otherFigures, turnoutLines, votesRows } from '../describing.ts'
import { publicPath } from '../paths.ts'
import type { Candidate, Total } from '../queries/counts.ts'
import { ResultsPage } from '../results.page.tsx'
import { mayOpen } from '../rules/telling.ts'
import { ResultsAnswer, ResultsQuery, VoteParams } from '../schema.ts'
import { type Known, known } from '../telling.ts'
import { type T, texts } from '../texts.ts'

/** Milliseconds for which the same answer is given: a count that is corrected is there soon. */
const KEPT = 5_000
const config = { permission: 'anyone', kept: KEPT } as const
/** Seconds after which a screen on a wall asks again. */
const AGAIN = 20

/** Counts for anybody, once they may be told: a page, a screen for a wall, a feed, and for programs. */
export const resultRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: VoteParams, querystring: ResultsQuery, hide: true }

  server.get('/vote/results/:vote', { config, schema }, async (request, reply) =>
    show(app, reply, await known(app, request.params.vote, request.query.of)),
  )

  server.get(
    '/vote/results/:vote/screen',
    // Said before anything else: a page that was kept comes without the headers of who drew it, and the screen would ask no more.
    {
      config,
      schema: { params: VoteParams, hide: true },
      onRequest: async (_request, reply) => void reply.header('refresh', AGAIN),
    },
    async (request, reply) => show(app, reply, { ...(await known(app, request.params.vote)), wall: true }),
  )

  server.get('/vote/results/:vote/feed.atom', { config, schema: { params: VoteParams, hide: true } }, async (request, reply) => {
    const said = await known(app, request.params.vote)
    return reply
      .type('application/atom+xml; charset=utf-8')
      .header('cache-control', 'public, max-age=10')
      .send(feedOf(app, request.locale, said))
  })

  const summary =
    'Counts read by our assessors, not official: none before the hour at which the law lets them be told and two persons opened them'
  server.get(
    '/api/v1/votes/:vote/results',
    { config, schema: { params: VoteParams, response: { 200: ResultsAnswer }, summary } },
    async (request, reply) => {
      reply.header('cache-control', 'public, max-age=5')
      return answerOf(await known(app, request.params.vote))
    },
  )
}

/** Why there is nothing to be read yet. */
function waitText(app: App, { t, locale }: { t: T; locale: Locale }, { told, counts }: Known): string | undefined {
  if (counts) return undefined
  if (mayOpen(told, app.now())) return t('counting.results.soon')
  return told.hour
    ? t('counting.results.before', { when: sayMoment(locale, told.hour, app.movement.current.timeZone) })
    : t('counting.results.unknown')
}

const receivedText = (t: T, { counted, stations }: Pick<Total, 'counted' | 'stations'>) =>
  t('counting.results.received', { n: counted, all: stations })

/** Who has most votes, where anything was counted. */
function firstOf(locale: Locale, candidates: Candidate[], total: Total): string {
  const [best] = candidates.toSorted((a, b) => (total.votes[b.id] ?? 0) - (total.votes[a.id] ?? 0))
  return best && total.counted > 0 ? `${best.name} (${formatNumber(locale, total.votes[best.id] ?? 0)})` : '–'
}

function show(app: App, reply: FastifyReply, said: Known & { wall?: boolean }) {
  const { locale, link } = reply.request
  const t = texts.in(locale)
  const { vote, counts, turnout, wall } = said
  const total = counts?.total
  const path = link(publicPath(vote.id))
  const parts = counts && !wall ? counts.parts : []
  const page = {
    t,
    name: voteName(locale, vote),
    waits: waitText(app, { t, locale }, said),
    received: total ? receivedText(t, total) : t('counting.none'),
    corrected: total && total.corrected > 0 ? t('counting.results.corrected', { n: total.corrected }) : undefined,
    rows: counts && total && total.counted > 0 ? votesRows(locale, counts.candidates, total) : [],
    others: total && total.counted > 0 ? otherFigures(t, locale, total) : '',
    turnout: turnoutLines(t, locale, turnout),
    parts: {
      caption: t('counting.results.parts'),
      rows: parts.map((part) => [
        part.name,
        t('counting.results.of', { n: part.counted, all: part.stations }),
        firstOf(locale, counts!.candidates, part),
      ]),
      links: parts
        .filter(({ key }) => /^[A-Z]{2}-\w{2,3}$/.test(key))
        .map(({ key, name }) => ({ href: `${path}?of=${key}`, name })),
    },
  }
  return reply.page({ title: t('counting.results.title', { vote: voteName(locale, vote) }), body: <ResultsPage {...page} /> })
}

const xml = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** One entry: how it stands. It is another one when it changed. */
function feedOf(app: App, locale: Locale, said: Known): string {
  const t = texts.in(locale)
  const { vote, counts, turnout } = said
  const url = app.config.publicUrl + publicPath(vote.id)
  const total = counts?.total
  const rows = counts && total && total.counted > 0 ? votesRows(locale, counts.candidates, total) : []
  const words = [
    t('counting.unofficial'),
    waitText(app, { t, locale }, said) ?? (total ? receivedText(t, total) : t('counting.none')),
    ...rows.map((row) => row.join(' · ')),
    ...turnoutLines(t, locale, turnout),
  ]
  const at = (total?.latest ? new Date(total.latest) : app.now()).toISOString()
  const title = xml(t('counting.results.title', { vote: voteName(locale, vote) }))
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><title>${title}</title><id>${url}</id><updated>${at}</updated><link href="${url}"/>
<author><name>${xml(app.movement.current.name)}</name></author>
<entry><title>${title}</title><id>${url}?${total?.counted ?? 0}</id><updated>${at}</updated><link href="${url}"/><content type="text">${xml(words.join('\n'))}</content></entry></feed>
`
}

type Sum = Omit<Total, 'key' | 'name'>

/** What programs read: no figure before it may be told. */
function answerOf({ vote, told, turnout, counts }: Known): Static<typeof ResultsAnswer> {
  const said = (total: Sum) => ({
    ...total,
    votes: counts!.candidates.map(({ id, name }) => ({ candidate: name, votes: total.votes[id] ?? 0 })),
  })
  return {
    vote: vote.name,
    official: false,
    told: counts !== undefined,
    not_before: told.hour?.toISOString() ?? null,
    turnout,
    total: counts?.total ? said(counts.total) : null,
    departments: (counts?.parts ?? []).map((part) => ({ code: part.key, name: part.name, total: said(part) })),
  }
}
