import type { GroupId } from '../../core/index.ts'
import type { App } from '#platform/app'
import type { ReplyTo } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { type FieldErrors, fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { distanceKm } from '#platform/geo/points'
import type { FormState } from '#ui/form'
import { heldWithin } from '#staff'
import { findTown, gazetteerOf, territoryTexts, townName } from '#territories'
import { planFor } from '../access.ts'
import { changePlanned, dropPlanned, joinPlanned } from '../commands/plan.ts'
import { PlannedPage } from '../plans.page.tsx'
import { type PlannedGroupInList, plannedGroups, type PlanRecord } from '../queries.ts'
import { BOUNDS } from '../rules.ts'
import { JoinForm, PlannedForm, PlannedParams } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'groups.plan' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, texts])
/** Neighbours that a group may be joined with. */
const NEAR = 8

/** Adjusting one group of a plan, before anybody is asked. */
export const plannedRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: PlannedParams, hide: true }

  server.get('/staff/plans/:plan/groups/:group', { config, schema }, async (request, reply) =>
    showPlanned(app, reply, { plan: await planFor(app, request) }),
  )

  server.post(
    '/staff/plans/:plan/groups/:group',
    { config, schema: { ...schema, body: PlannedForm }, attachValidation: true },
    async (request, reply) => {
      const plan = await planFor(app, request)
      const again = (errors: FieldErrors) =>
        showPlanned(app, reply.code(422), { plan, form: { values: formValues(request.body), errors } })
      if (request.validationError) return again(fieldErrors(request.validationError))
      const { name, town: typed } = request.body
      const found = findTown(app, typed)
      if ('error' in found) return again({ town: found.error })
      const town = { area_id: null, place_id: found.town.id }
      const held = await heldWithin(app.database.read, request.actor.grants, { permissions: ['groups.plan'], at: town })
      if (held.length === 0) return again({ town: 'planning.town-outside' })
      const { group } = request.params
      await transact((tx) => changePlanned(tx, { plan: plan.id, group, name: name.trim(), place_id: found.town.id }))
      return reply.back(`/staff/plans/${plan.id}`, 'saved')
    },
  )

  server.post('/staff/plans/:plan/groups/:group/removal', { config, schema }, async (request, reply) => {
    const { id } = await planFor(app, request)
    await transact((tx) => dropPlanned(tx, { plan: id, group: request.params.group }))
    return reply.back(`/staff/plans/${id}`, 'removed')
  })

  server.post(
    '/staff/plans/:plan/groups/:group/join',
    { config, schema: { ...schema, body: JoinForm } },
    async (request, reply) => {
      const plan = await planFor(app, request)
      const joining = { plan: plan.id, group: request.params.group, into: request.body.into }
      try {
        await transact((tx) => joinPlanned(tx, joining))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const form = { values: {}, errors: {}, notice: error.key }
        return showPlanned(app, reply.code(409), { plan, form })
      }
      return reply.back(`/staff/plans/${plan.id}`, 'done')
    },
  )
}

async function showPlanned(app: App, reply: ReplyTo<{ group: GroupId }>, { plan, form }: { plan: PlanRecord; form?: FormState }) {
  const { locale, link, params } = reply.request
  if (plan.state !== 'drawn') throw new Conflict('planning.changed')
  const t = formTexts.in(locale)
  const all = await plannedGroups(app.database.read, plan.id)
  const own = all.find(({ id }) => id === params.group)
  if (!own) throw new NotFound('planning.gone')
  const town = gazetteerOf(app).find(own.place_id)
  const km = (value: number) => t('planning.km', { km: formatNumber(locale, Math.round(value)) })
  const page = {
    t,
    locale,
    name: own.name,
    facts: [t('planning.n-people', { n: own.people }), own.town, t('planning.mean', { km: km(own.mean_km) })],
    path: link(`/staff/plans/${plan.id}/groups/${own.id}`),
    form: { errors: {}, ...form, values: { name: own.name, town: town ? townName(town) : own.town, ...form?.values } },
    near: neighboursOf(own, all).map(({ id, name, people }) => ({
      value: id,
      text: `${name} · ${t('planning.n-people', { n: people })}`,
    })),
    back: link(`/staff/plans/${plan.id}`),
  }
  return reply.page({ title: own.name, body: <PlannedPage {...page} /> })
}

/** The nearest groups with which this one would still be a group. */
function neighboursOf(own: PlannedGroupInList, all: PlannedGroupInList[]): PlannedGroupInList[] {
  return all
    .filter(({ id, people }) => id !== own.id && people + own.people <= BOUNDS.max)
    .toSorted((a, b) => distanceKm(own, a) - distanceKm(own, b))
    .slice(0, NEAR)
}
