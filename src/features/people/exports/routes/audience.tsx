import type { App } from '#platform/app'
import type { Actor, Scope } from '#platform/auth/actor'
import { NotFound } from '#platform/errors'
import { type Asked, handOf, type ReplyTo } from '#platform/http/asked'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { normalise } from '#platform/text/normalise'
import { approvalOf, askApproval, staffTexts, useApproval, witnessOf } from '#staff'
import type { FormState } from '#ui/form'
import { type AudienceId, countAudience, findAudience, frozenRuleOf, type Rule } from '../../audiences/index.ts'
import { askExport } from '../commands/ask.ts'
import { SecondPersonPage } from '../exports.page.tsx'
import { ALONE, roundedUp, subjectOf } from '../rules.ts'
import { AudienceParams, ReasonForm } from '../schema.ts'
import type { ExportId } from '../tables.ts'
import { texts } from '../texts.ts'

const config = { permission: 'people.export' } as const
const pageTexts = joinTexts([httpTexts, texts, staffTexts])
/** Of a file that more than one person answers for; as the page of approvals calls it. */
const kind = 'export'

/** The file of whom an audience selects: alone up to a number, beyond it together with a second person. */
export const audienceRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: AudienceParams, hide: true }
  const path = '/staff/audiences/:audience/export'

  server.get(path, { config, schema }, (_request, reply) => show(app, reply, { values: {}, errors: {} }))

  server.post(path, { config, schema }, async (request, reply) => {
    const wanted = await wantedBy(app, request)
    const id = wanted.takesTwo ? await takenByTwo(app, request, wanted) : await takenAlone(app, request, wanted)
    return reply.redirect(request.link(id ? `/staff/exports/${id}` : `/staff/audiences/${wanted.id}/export`), 303)
  })

  server.post(`${path}/approval`, { config, schema: { ...schema, body: ReasonForm } }, async (request, reply) => {
    const { reason } = request.body
    if (!reason) return show(app, reply.code(422), { values: {}, errors: { reason: 'form.required' } })
    const wanted = await wantedBy(app, request)
    const about = `${wanted.name} (${formatNumber(app.movement.current.locale, wanted.most)})`
    const asking = { kind, subject: subjectOf(wanted), reason, about, path: `/staff/audiences/${wanted.id}` }
    await transact((tx) => askApproval(tx, handOf(app, request), asking))
    return reply.back(`/staff/audiences/${wanted.id}/export`, 'asked')
  })
}

/** What somebody would take: whom a rule selects now, within where he may, and how many at the most. */
type Wanted = {
  id: AudienceId
  name: string
  rule: Rule
  scope: Scope
  count: number
  most: number
  takesTwo: boolean
}

async function wantedBy(app: App, { params, actor }: Asked<{ audience: AudienceId }>): Promise<Wanted> {
  const { read } = app.database
  const audience = await findAudience(read, params.audience)
  const rule = audience && (await frozenRuleOf(read, audience.id))
  if (!audience || !rule) throw new NotFound('error.not-found')
  const scope = actor.scope('people.export')
  const count = await countAudience(read, app, { rule, scope })
  const takesTwo = count > ALONE
  return { id: audience.id, name: audience.name, rule, scope, count, takesTwo, most: takesTwo ? roundedUp(count) : ALONE }
}

type By = { actor: Actor }

async function takenAlone(app: App, by: By, wanted: Wanted): Promise<ExportId> {
  await witnessOf(app)(by.actor, { action: 'list', object: 'audience', id: wanted.id, count: wanted.count })
  return app.database.transact((tx) => askExport(tx, handOf(app, by), asExport(wanted)))
}

/** undefined: nobody has allowed it. */
async function takenByTwo(app: App, by: By, wanted: Wanted): Promise<ExportId | undefined> {
  const hand = handOf(app, by)
  try {
    return await app.database.transact(async (tx) => {
      await useApproval(tx, hand, { kind, subject: subjectOf(wanted) })
      return askExport(tx, hand, asExport(wanted))
    })
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

const asExport = ({ id, name, rule, scope, most }: Wanted) => ({
  kind: 'audience' as const,
  audience: id,
  rule,
  scope,
  most,
  file_name: `${
    normalise(name)
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'audience'
  }.csv`,
})

async function show(app: App, reply: ReplyTo<{ audience: AudienceId }>, form: FormState) {
  const { request } = reply
  const wanted = await wantedBy(app, request)
  const asked = { kind, subject: subjectOf(wanted), by: request.actor.account }
  const state = wanted.takesTwo ? await approvalOf(app.database.read, asked, app.now()) : 'given'
  const t = pageTexts.in(request.locale)
  const path = request.link(`/staff/audiences/${wanted.id}/export`)
  const many = { count: wanted.count, most: formatNumber(request.locale, wanted.most) }
  const page = { t, form, name: wanted.name, many, state, takesTwo: wanted.takesTwo }
  return reply.page({
    title: t('exports.title'),
    body: <SecondPersonPage {...page} paths={{ ask: `${path}/approval`, make: path }} />,
  })
}
