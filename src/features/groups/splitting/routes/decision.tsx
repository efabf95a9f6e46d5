import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { GroupParams, groupForOrganiser, groupTexts, type MemberStanding, membersPath, nameFor } from '../../core/index.ts'
import { findTown, territoryTexts, townName } from '#territories'
import { childFor } from '../child.ts'
import { decide } from '../commands/decide.ts'
import { splitPath } from '../paths.ts'
import { proposeFor } from '../proposing.ts'
import { openSplit } from '../queries.ts'
import { ChoiceQuery, DecisionForm } from '../schema.ts'
import { DecisionPage } from '../split.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, groupTexts, texts])

/** Deciding a split: from a proposal, changed as organisers like. */
export const decisionRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/groups/:group/split/decision',
    { config, schema: { params: GroupParams, querystring: ChoiceQuery, hide: true } },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const chosen = request.query.proposal === undefined ? undefined : Number(request.query.proposal)
      return showDecision(app, reply, { ...standing, chosen })
    },
  )

  server.post(
    '/groups/:group/split/decision',
    { config, schema: { params: GroupParams, body: DecisionForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group, person } = standing
      const values = formValues(request.body)
      const again = (code: number, wrong: Omit<FormState, 'values'>) =>
        showDecision(app, reply.code(code), { ...standing, form: { values, ...wrong } })
      if (request.validationError) return again(422, { errors: fieldErrors(request.validationError) })
      const { name, where, side } = request.body
      const found = findTown(app, where)
      if ('error' in found) return again(422, { errors: { where: found.error } })
      const half = (which: string) => Object.keys(side).filter((id) => side[id] === which)
      const { id: place_id, department_id, country, lng, lat } = found.town
      const child = { name: name.trim(), place_id, department_id, country, lng, lat }
      try {
        const decision = { group: group.id, stay: half('stay'), move: half('move'), child, by: person }
        await app.database.transact((tx) => decide(tx, decision, app.now()))
        return reply.back(membersPath(group.id), 'done')
      } catch (error) {
        if (error instanceof Conflict) return again(409, { errors: {}, notice: error.key })
        throw error
      }
    },
  )
}

async function showDecision(
  app: App,
  reply: FastifyReply,
  { group, person, role, chosen, form }: MemberStanding & { chosen?: number | undefined; form?: FormState },
) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const split = await openSplit(read, group.id)
  if (!split) throw new Conflict('splitting.over')
  const { members, proposals } = await proposeFor(app, group, split)
  const proposal = chosen === undefined ? undefined : proposals[chosen]
  const child = childFor(group, members, proposal?.meets.move)
  const values = form?.values ?? { name: child.name, where: townName({ name: child.town, department_id: child.department_id }) }
  const sideOf = (id: string) => values[`side[${id}]`] ?? (proposal ? (proposal.move.includes(id) ? 'move' : 'stay') : '')
  const page = {
    t,
    locale,
    name: group.name,
    action: link(`${splitPath(group.id)}/decision`),
    members: members.map((member) => ({
      id: member.person_id,
      name: nameFor({ person, role }, member),
      side: sideOf(member.person_id),
    })),
    form: { errors: {}, ...form, values },
    back: link(splitPath(group.id)),
  }
  return reply.page({ title: t('splitting.decision.title', { name: group.name }), body: <DecisionPage {...page} /> })
}
