import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { Invalid } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { countryName, formatDay } from '#platform/i18n/locales'
import { momentIn, sayMoment } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findTerritory, territoryTexts } from '#territories'
import { addElection, addElectionDay, moveElection, removeElection } from './commands.ts'
import { ElectionsPage } from './elections.page.tsx'
import { elections } from './queries.ts'
import { mayRemove, ruleFor, silenceOf } from './rules.ts'
import { DayForm, ElectionForm, ElectionParams, MoveForm } from './schema.ts'
import { KINDS } from './tables.ts'
import { type T, texts } from './texts.ts'

const config = { permission: 'elections.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
/** Votes, noted by who looks after the whole movement. */
export const electionRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  server.get('/staff/elections', { config, schema: { hide: true } }, (_request, reply) => show(app, reply))

  server.post(
    '/staff/elections',
    { config, schema: { body: ElectionForm, hide: true }, attachValidation: true },
    async (request, reply) =>
      submitted(request, {
        again: (code, form) => show(app, reply.code(code), { form, refused: '' }),
        work: async () => {
          const { name, kind = 'other', first_round = null, lists_closed = null } = request.body
          const of = { name, kind, first_round, lists_closed, country: app.movement.current.country }
          if (lists_closed && !momentIn('UTC', lists_closed, '12:00')) throw new Invalid({ lists_closed: 'form.wrong' })
          const election = { ...of, ...dayOf(app, request.body) }
          await transact((tx) => addElection(tx, handOf(app, request), election))
          return reply.back('/staff/elections', 'added')
        },
      }),
  )

  server.post(
    '/staff/elections/:election/days',
    { config, schema: { params: ElectionParams, body: DayForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { election } = request.params
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { form, refused: election }),
        work: async () => {
          await transact((tx) => addElectionDay(tx, handOf(app, request), { election, ...dayOf(app, request.body) }))
          return reply.back('/staff/elections', 'added')
        },
      })
    },
  )

  server.post(
    '/staff/elections/:election/move',
    { config, schema: { params: ElectionParams, body: MoveForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { election } = request.params
      return submitted(request, {
        again: (code, form) => show(app, reply.code(code), { form, refused: `move ${election}` }),
        work: async () => {
          const { to } = request.body
          if (!momentIn(app.movement.current.timeZone, to, '12:00')) throw new Invalid({ to: 'form.wrong' })
          await transact((tx) => moveElection(tx, handOf(app, request), { election, to }))
          return reply.back('/staff/elections', 'saved')
        },
      })
    },
  )

  server.post(
    '/staff/elections/:election/removal',
    { config, schema: { params: ElectionParams, hide: true } },
    async (request, reply) => {
      await transact((tx) => removeElection(tx, handOf(app, request), request.params.election))
      return reply.back('/staff/elections', 'removed')
    },
  )
}

type Typed = { vote_on: string; closes: string; territory?: string | undefined }

/** The day of a form. Throws Invalid where no calendar has it, or nobody knows the territory. */
function dayOf(app: App, { vote_on, closes, territory }: Typed) {
  const closing = momentIn(app.movement.current.timeZone, vote_on, closes)
  if (!closing) throw new Invalid({ vote_on: 'form.wrong' })
  if (closing <= app.now()) throw new Invalid({ vote_on: 'elections.past' })
  if (!territory) return { vote_on, closes, territory: { area_id: null, place_id: null } }
  const found = findTerritory(app, territory)
  if ('error' in found) throw new Invalid({ territory: found.error })
  return { vote_on, closes, territory: found.territory }
}

async function show(
  app: App,
  reply: FastifyReply,
  { form, refused }: { form: FormState; refused: string | undefined } = { form: { values: {}, errors: {} }, refused: undefined },
) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const lines = await elections(app.database.read)
  const zone = app.movement.current.timeZone
  const silence = (line: (typeof lines)[number]) => {
    const rule = ruleFor(line.country, line.vote_on)
    const { from, to } = silenceOf(rule, line, zone)
    const values = { from: sayMoment(locale, from, zone), to: sayMoment(locale, to, zone), article: rule?.article ?? '' }
    return t(rule ? 'elections.kept' : 'elections.kept-careful', values)
  }
  const page = {
    t,
    locale,
    path: link('/staff/elections'),
    form,
    refused,
    kinds: KINDS.map((kind) => ({ value: kind, text: t(`elections.kind-${kind}`) })),
    rounds: [{ value: '', text: t('elections.no-first-round') }, ...firstRounds(lines)],
    elections: [...Map.groupBy(lines, ({ id }) => id)].map(([id, days]) => ({
      id,
      name: days[0]!.name,
      of: ofText(t, days[0]!, lines),
      days: days.map((day) => ({
        where: day.territory ?? countryName(locale, day.country),
        when: t('elections.on', { day: formatDay(locale, day.vote_on), closes: day.closes }),
        silence: silence(day),
      })),
      add: link(`/staff/elections/${id}/days`),
      ...(days.every(({ vote_on }) => mayRemove(vote_on, app.now()))
        ? { move: link(`/staff/elections/${id}/move`), remove: link(`/staff/elections/${id}/removal`) }
        : { move: undefined, remove: undefined }),
    })),
  }
  return reply.page({ title: t('elections.title'), body: <ElectionsPage {...page} /> })
}

type Line = Awaited<ReturnType<typeof elections>>[number]

/** Votes that another may be the second round of. */
function firstRounds(lines: Line[]) {
  const firsts = lines.filter(({ first_round }) => first_round === null)
  return [...new Map(firsts.map(({ id, name }) => [id, { value: id, text: name }])).values()]
}

/** What a vote is of, and which first round it follows. */
function ofText(t: T, { kind, first_round }: Line, lines: Line[]): string {
  const first = lines.find(({ id }) => id === first_round)
  const of = t(`elections.kind-${kind}`)
  return first ? t('elections.second-of', { kind: of, first: first.name }) : of
}
