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
import { addElection, addElectionDay, removeElection } from './commands.ts'
import { ElectionsPage } from './elections.page.tsx'
import { elections } from './queries.ts'
import { mayRemove, ruleFor, silenceOf } from './rules.ts'
import { DayForm, ElectionForm, ElectionParams } from './schema.ts'
import { texts } from './texts.ts'

const config = { permission: 'elections.edit', everywhere: true } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
/** The country whose votes are noted here, and whose clocks are shown. */

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
          const election = { name: request.body.name, country: app.movement.current.country, ...dayOf(app, request.body) }
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
    elections: [...Map.groupBy(lines, ({ id }) => id)].map(([id, days]) => ({
      id,
      name: days[0]!.name,
      days: days.map((day) => ({
        where: day.territory ?? countryName(locale, day.country),
        when: t('elections.on', { day: formatDay(locale, day.vote_on), closes: day.closes }),
        silence: silence(day),
      })),
      add: link(`/staff/elections/${id}/days`),
      remove: days.every(({ vote_on }) => mayRemove(vote_on, app.now())) ? link(`/staff/elections/${id}/removal`) : undefined,
    })),
  }
  return reply.page({ title: t('elections.title'), body: <ElectionsPage {...page} /> })
}
