import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  countPath,
  dayAt,
  findVote,
  stationName,
  stationOfMine,
  type StationRecord,
  stationTexts,
  townOf,
} from '../../stations/index.ts'
import { noteTurnout, typeSheet } from '../commands/counts.ts'
import { CountPage, TurnoutPage } from '../count.page.tsx'
import { turnoutLines } from '../describing.ts'
import { candidatesOf, resultOf, type Sheet, sheetsOf, turnoutAt } from '../queries/counts.ts'
import { areTwo, differencesOf, type Figures, isUneven } from '../rules/figures.ts'
import { CountParams, SheetForm, TurnoutForm } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])

/** The count of a station, typed by two; and how many had voted by an hour. For those of the station and those in charge. */
export const countRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: CountParams, hide: true }

  server.get('/me/station/:station/count', { config, schema }, async (request, reply) =>
    showCount(app, reply, { station: await stationOfMine(app, request) }),
  )

  server.post(
    '/me/station/:station/count',
    { config, schema: { ...schema, body: SheetForm }, attachValidation: true },
    async (request, reply) => {
      const station = await stationOfMine(app, request)
      return submitted(request, {
        again: (code, form) => showCount(app, reply.code(code), { station, form }),
        work: async () => {
          await requireDay(app, station)
          const { key } = request.body
          const typing = { station, ...typistOf(request.actor), key, figures: figuresOf(request.body) }
          await transact((tx) => typeSheet(tx, typing, app.now()))
          return reply.back(countPath(station.id), 'saved')
        },
      })
    },
  )

  server.get('/me/station/:station/turnout', { config, schema }, async (request, reply) =>
    showTurnout(app, reply, { station: await stationOfMine(app, request) }),
  )

  server.post(
    '/me/station/:station/turnout',
    { config, schema: { ...schema, body: TurnoutForm }, attachValidation: true },
    async (request, reply) => {
      const station = await stationOfMine(app, request)
      return submitted(request, {
        again: (code, form) => showTurnout(app, reply.code(code), { station, form }),
        work: async () => {
          await requireDay(app, station)
          const { hour, registered, voters } = request.body
          const seen = { station: station.id, hour, registered: Number(registered), voters: Number(voters) }
          await transact((tx) => noteTurnout(tx, seen, app.now()))
          return reply.back(`/me/station/${station.id}/turnout`, 'saved')
        },
      })
    },
  )
}

const typistOf = ({ account, person }: Actor) => ({ by: account, person: person?.id ?? null })

const figuresOf = ({ registered, voters, ballots, blank, void: spoilt, votes = {} }: Static<typeof SheetForm>): Figures => ({
  registered: Number(registered),
  voters: Number(voters),
  ballots: Number(ballots),
  blank: Number(blank),
  void: Number(spoilt),
  votes: Object.fromEntries(Object.entries(votes).map(([candidate, n]) => [candidate, Number(n)])),
})

/** Whether the day of the vote has come there. */
async function isDay(app: App, station: StationRecord): Promise<boolean> {
  const day = await dayAt(app, await findVote(app, station.election_id), station)
  return day !== undefined && day.today >= day.vote_on
}

async function requireDay(app: App, station: StationRecord): Promise<void> {
  if (!(await isDay(app, station))) throw new Conflict('counting.count.not-yet')
}

/** How far the count of a station is, for one who typed `own` or nothing yet. */
function stateText(t: T, { others, own, agreed }: { others: Sheet[]; own: Sheet | undefined; agreed: boolean }): string {
  if (agreed) return t('counting.count.agreed-lead')
  if (own && others.length > 0) return t('counting.count.differ-lead')
  return t(own ? 'counting.count.waits' : others.length > 0 ? 'counting.count.second' : 'counting.count.first')
}

const valuesOf = ({ votes, ...plain }: Figures): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(plain).map(([name, n]): [string, string] => [name, String(n)]),
    ...Object.entries(votes).map(([id, n]): [string, string] => [`votes[${id}]`, String(n)]),
  ])

const heading = (locale: Locale, station: StationRecord) => ({
  title: stationName(stationTexts.in(locale), station),
  lead: townOf(station),
})

type Shown = { station: StationRecord; form?: FormState }

async function showCount(app: App, reply: FastifyReply, { station, form }: Shown) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const [candidates, sheets, result, open] = await Promise.all([
    candidatesOf(read, station.election_id),
    sheetsOf(read, station.id),
    resultOf(read, station.id),
    isDay(app, station),
  ])
  const own = sheets.find(({ by }) => by === actor.account)
  // Two read apart from each other: nobody sees what another typed before her own is there.
  const others = sheets.filter((one) => areTwo(one, typistOf(actor)))
  const other = own && others.findLast(({ figures }) => Object.keys(differencesOf(own.figures, figures)).length > 0)
  const page = {
    t,
    locale,
    candidates,
    open,
    ...heading(locale, station),
    action: link(countPath(station.id)),
    turnout: link(`/me/station/${station.id}/turnout`),
    form: form ?? { values: own ? valuesOf(own.figures) : {}, errors: {} },
    formKey: form?.values.key ?? newId(),
    others: own && other ? differencesOf(own.figures, other.figures) : {},
    state: stateText(t, { others, own, agreed: result !== undefined }),
    uneven: own ? isUneven(own.figures) : false,
    back: link('/me/station'),
  }
  return reply.page({ title: page.title, body: <CountPage {...page} /> })
}

async function showTurnout(app: App, reply: FastifyReply, { station, form }: Shown) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const known = await turnoutAt(app.database.read, station.id)
  const values: Record<string, string> = known[0] ? { registered: String(known[0].registered) } : {}
  const page = {
    t,
    locale,
    ...heading(locale, station),
    action: link(`/me/station/${station.id}/turnout`),
    form: form ?? { values, errors: {} },
    lines: turnoutLines(
      t,
      locale,
      known.map((one) => ({ ...one, stations: 1 })),
    ),
    back: link(countPath(station.id)),
  }
  return reply.page({ title: t('counting.turnout.title'), body: <TurnoutPage {...page} /> })
}
