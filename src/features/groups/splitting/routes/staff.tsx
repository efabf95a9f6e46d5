import type { App } from '#platform/app'
import type { ReplyTo } from '#platform/http/asked'
import { Conflict } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { type GroupId, GroupParams, groupOfTerritory, groupTexts } from '../../core/index.ts'
import { record, witnessOf } from '#staff'
import { findTown, territoryTexts, townName } from '#territories'
import { childFor } from '../child.ts'
import { decide } from '../commands/decide.ts'
import { staffSplitPath } from '../paths.ts'
import { proposeFor } from '../proposing.ts'
import { type OpenSplit, openSplit, type SplitMember } from '../queries.ts'
import type { Proposal } from '../rules.ts'
import { AppointmentForm } from '../schema.ts'
import { leads, showProposal } from '../showing.ts'
import { type StaffProposal, StaffSplitPage } from '../staff.page.tsx'
import { type T, texts } from '../texts.ts'

const config = { permission: 'groups.moderate' } as const
const formTexts = joinTexts([httpTexts, territoryTexts, groupTexts, texts])

type Refused = { side: string; form: FormState }

/** Splits that nobody decided in time: those in charge of the territory find who leads, and decide. */
export const staffRoutes: Routes = (app: App) => async (server) => {
  server.get('/staff/groups/:group/split', { config, schema: { params: GroupParams, hide: true } }, (_request, reply) =>
    showSplit(app, reply),
  )

  server.post(
    '/staff/groups/:group/split',
    { config, schema: { params: GroupParams, body: AppointmentForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      await requireDue(app, group.id)
      const { name, where, side = {}, lead = {} } = request.body
      const again = (code: number, wrong: Omit<FormState, 'values'>) =>
        showSplit(app, reply.code(code), { side: keyOf(side), form: { values: formValues(request.body), ...wrong } })
      if (request.validationError) return again(422, { errors: fieldErrors(request.validationError) })
      const found = findTown(app, where)
      if ('error' in found) return again(422, { errors: { where: found.error } })
      const half = (which: string) => Object.keys(side).filter((id) => side[id] === which)
      const { id: place_id, department_id, country, lng, lat } = found.town
      const child = { name: name.trim(), place_id, department_id, country, lng, lat }
      const appointed = [lead.stay, lead.move].filter((one) => one !== undefined)
      const now = app.now()
      try {
        await app.database.transact(async (tx) => {
          await decide(tx, { group: group.id, stay: half('stay'), move: half('move'), child, by: null, appointed }, now)
          await record(
            tx,
            { actor: request.actor, now },
            { action: 'divide', object: 'group', id: group.id, count: Object.keys(side).length },
          )
        })
      } catch (error) {
        if (error instanceof Conflict) return again(409, { errors: {}, notice: error.key })
        throw error
      }
      return reply.back(`/staff/groups/${group.id}`, 'done')
    },
  )
}

/** While the organisers may still decide, nobody else does. */
async function requireDue(app: App, group: GroupId): Promise<OpenSplit> {
  const split = await openSplit(app.database.read, group)
  if (!split?.escalated_at) throw new Conflict('splitting.over')
  return split
}

async function showSplit(app: App, reply: ReplyTo<{ group: GroupId }>, refused?: Refused) {
  const { request } = reply
  const { locale, link, actor } = request
  const { read } = app.database
  const group = await groupOfTerritory(app, request, 'groups.moderate')
  const t = formTexts.in(locale)
  const split = await openSplit(read, group.id)
  const due = split !== undefined && split.escalated_at !== null
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone })
  const page = {
    t,
    name: group.name,
    due,
    lead: !split
      ? t('splitting.staff.none')
      : due
        ? t('splitting.staff.due')
        : t('splitting.staff.waits', { day: day.format(split.decide_until) }),
    action: link(staffSplitPath(group.id)),
    // Names are shown only where staff have to decide, and the journal says so.
    proposals: due ? await proposalsOf(app, { group, split, t, refused }) : [],
    back: link(`/staff/groups/${group.id}`),
  }
  if (due) await witnessOf(app)(actor, { action: 'see', object: 'group', id: group.id, count: group.size })
  return reply.page({ title: t('splitting.title', { name: group.name }), body: <StaffSplitPage {...page} /> })
}

type Showing = {
  group: Awaited<ReturnType<typeof groupOfTerritory>>
  split: OpenSplit
  t: T
  refused: Refused | undefined
}

async function proposalsOf(app: App, { group, split, t, refused }: Showing): Promise<StaffProposal[]> {
  const { members, proposals } = await proposeFor(app, group, split)
  const named = new Map(members.map(({ person_id, given_name }) => [person_id, given_name]))
  return proposals.map((proposal, n) => {
    const { words, dots, summary, halves } = showProposal({ t, group, members, named }, proposal, 0)
    const sides = sidesOf(proposal)
    const child = childFor(group, members, proposal.meets.move)
    const values = { name: child.name, where: townName({ name: child.town, department_id: child.department_id }) }
    return {
      key: String(n),
      words,
      dots,
      summary,
      halves: (['stay', 'move'] as const).map((which, at) => ({
        which,
        ...halves[at]!,
        choose: choiceOf(members, proposal[which], t),
      })),
      sides,
      form: refused?.side === keyOf(Object.fromEntries(sides)) ? refused.form : { values, errors: {} },
    }
  })
}

function choiceOf(members: SplitMember[], half: string[], t: T) {
  if (leads(members, half)) return undefined
  const them = members.filter(({ person_id }) => half.includes(person_id))
  return [
    { value: '', text: t('splitting.staff.choose') },
    ...them.map(({ person_id, given_name, town }) => ({ value: person_id, text: [given_name, town].filter(Boolean).join(', ') })),
  ]
}

const sidesOf = ({ stay, move }: Proposal): [string, 'stay' | 'move'][] => [
  ...stay.map((id): [string, 'stay'] => [id, 'stay']),
  ...move.map((id): [string, 'move'] => [id, 'move']),
]

/** Tells one assignment from another. */
const keyOf = (side: Record<string, string>) =>
  Object.entries(side)
    .map(([id, which]) => `${id} ${which}`)
    .toSorted()
    .join()
