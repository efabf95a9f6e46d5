import type { App } from '#platform/app'
import { type Asked, type ReplyTo, handOf } from '#platform/http/asked'
import { Denied, NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { joinTexts, ofAnyKey } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { findAudience, ruleAloud } from '../audiences/index.ts'
import { approvalOf } from '#staff'
import { ActPage, type ActProps, ActsPage } from './bulk.page.tsx'
import { askErasure, askMerges, askSecond, beginAct, dropAct, undoAct } from './commands.ts'
import { type ActRecord, acts, findAct } from './queries.ts'
import { takesTwo } from './rules.ts'
import { ActParams, AudienceParams, MergesForm, ReasonForm } from './schema.ts'
import { type T, texts } from './texts.ts'

const config = { permission: 'people.see' } as const
const pageTexts = joinTexts([httpTexts, texts])
const untouched: FormState = { values: {}, errors: {} }
/** Seconds after which the page of an act under way asks again. */
const ASK_AGAIN = 3

/** Asking for something to be done to many. */
export const askingRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  const erasing = { config: { permission: 'people.erase' }, schema: { params: AudienceParams, hide: true } } as const
  server.post('/staff/audiences/:audience/erasure', erasing, async (request, reply) => {
    const audience = await findAudience(read, request.params.audience)
    if (!audience) throw new NotFound('error.not-found')
    const asked = { name: audience.name, rule: audience.rule, scope: request.actor.scope('people.erase') }
    const id = await transact((tx) => askErasure(tx, app, { actor: request.actor, ...asked }))
    return reply.redirect(request.link(`/staff/bulk/${id}`), 303)
  })

  const merging = { config: { permission: 'people.merge' }, schema: { body: MergesForm, hide: true } } as const
  server.post('/staff/bulk/merges', merging, async (request, reply) => {
    const asked = { reason: request.body.reason, scope: request.actor.scope('people.merge') }
    const id = await transact((tx) => askMerges(tx, handOf(app, request), asked))
    return reply.redirect(request.link(`/staff/bulk/${id}`), 303)
  })
}

/** Looking at what was asked for, and doing it. */
export const doingRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const params = ActParams

  server.get('/staff/bulk', { config, schema: { hide: true } }, async (request, reply) => {
    const { locale, link, actor } = request
    const t = pageTexts.in(locale)
    const day = dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: app.movement.current.timeZone })
    const found = await acts(read, approves(request) ? undefined : actor.account)
    const lines = found.map(({ id, kind, about, targets, state, asked_at }) => ({
      id,
      href: link(`/staff/bulk/${id}`),
      what: t(`bulk.${kind}.title`, { n: targets }),
      about: aboutOf(t, { kind, about }),
      at: day.format(asked_at),
      state: t(`bulk.state-${state}`),
    }))
    return reply.page({ title: t('bulk.title'), body: <ActsPage {...{ t, lines }} /> })
  })

  server.get('/staff/bulk/:act', { config, schema: { params, hide: true } }, async (_request, reply) =>
    show(app, reply, untouched),
  )

  server.post(
    '/staff/bulk/:act/approval',
    { config, schema: { params, body: ReasonForm, hide: true } },
    async (request, reply) => {
      const act = await ownAct(app, request)
      const { reason } = request.body
      if (!reason) return show(app, reply.code(422), { values: {}, errors: { reason: 'form.required' } })
      const t = pageTexts.in(app.movement.current.locale)
      const about = `${formatNumber(app.movement.current.locale, act.targets)}, ${aboutOf(t, act)}`
      const asking = { reason, about, path: `/staff/bulk/${act.id}` }
      await transact((tx) => askSecond(tx, handOf(app, request), { id: act.id, ...asking }))
      return reply.back(`/staff/bulk/${act.id}`, 'asked')
    },
  )

  server.post('/staff/bulk/:act/removal', { config, schema: { params, hide: true } }, async (request, reply) => {
    const { id } = await ownAct(app, request)
    await transact((tx) => dropAct(tx, handOf(app, request), id))
    return reply.back('/staff/bulk', 'removed')
  })

  for (const [act, work] of [
    ['run', beginAct],
    ['undoing', undoAct],
  ] as const)
    // prettier-ignore
    server.post(`/staff/bulk/:act/${act}`, { config, schema: { params, hide: true } }, async (request, reply) => {
      const { id } = await ownAct(app, request)
      await transact((tx) => work(tx, handOf(app, request), id))
      return reply.back(`/staff/bulk/${id}`, 'begun')
    })
}

/** Whether somebody may allow acts of others: then he sees what they are. */
const approves = ({ actor }: Asked) => actor.grants.get('approvals.give') === 'everywhere'

/** A request about one act. */
type OfAct = Asked<{ act: string }>

async function actFor(app: App, request: OfAct): Promise<ActRecord> {
  const act = await findAct(app.database.read, request.params.act)
  if (!act || (act.asked_by !== request.actor.account && !approves(request))) throw new NotFound('error.not-found')
  return act
}

async function ownAct(app: App, request: OfAct): Promise<ActRecord> {
  const act = await actFor(app, request)
  if (act.asked_by !== request.actor.account) throw new Denied('error.denied')
  return act
}

async function show(app: App, reply: ReplyTo<{ act: string }>, form: FormState) {
  const { request } = reply
  const { locale } = request
  const act = await actFor(app, request)
  const t = pageTexts.in(locale)
  const working = isWorking(act)
  if (working) reply.header('refresh', String(ASK_AGAIN))
  const title = t(`bulk.${act.kind}.title`, { n: act.targets })
  const two = act.state === 'asked' && takesTwo(act)
  const approval = two ? await approvalOf(app.database.read, { kind: act.kind, subject: act.id }, app.now()) : undefined
  const sentence = act.rule ? ` – ${await ruleAloud(app.database.read, app, { rule: act.rule, locale })}` : ''
  const page: ActProps = {
    t,
    form,
    title,
    approval,
    kind: act.kind,
    about: aboutOf(t, act) + sentence,
    means: t(`bulk.${act.kind}.means`),
    state: stateOf(t, act, locale),
    progress: working ? progressOf(t, act, locale) : undefined,
    paths: pathsOf(request, act, approval),
  }
  return reply.page({ title, body: <ActPage {...page} /> })
}

const aboutOf = (t: T, { kind, about }: Pick<ActRecord, 'kind' | 'about'>) =>
  kind === 'merge' ? ofAnyKey(t)(`bulk.because-${about}`) : t('bulk.audience', { name: about })

const isWorking = ({ state }: ActRecord) => state === 'gathering' || state === 'waiting' || state === 'undoing'

function stateOf(t: T, { state, done, left_alone }: ActRecord, locale: Locale): string {
  const [n, left] = [formatNumber(locale, done), formatNumber(locale, left_alone)]
  return state === 'done' ? t('bulk.result', { done: n, left, alone: left_alone }) : t(`bulk.state-${state}`)
}

function progressOf(t: T, { state, targets, done, left_alone }: ActRecord, locale: Locale): ActProps['progress'] {
  if (state !== 'waiting') return undefined
  const value = done + left_alone
  return {
    value,
    most: targets,
    label: t('bulk.progress', { done: formatNumber(locale, value), all: formatNumber(locale, targets) }),
  }
}

/** What whoever looks may do with it now: only who asked for it does anything. */
function pathsOf({ actor, link }: Asked, act: ActRecord, approval: ActProps['approval']): ActProps['paths'] {
  const path = link(`/staff/bulk/${act.id}`)
  const own = act.asked_by === actor.account
  const drop = `${path}/removal`
  if (isWorking(act)) return { again: path, ...(own && act.state === 'gathering' ? { drop } : {}) }
  if (!own) return {}
  if (act.state === 'asked') {
    if (approval === undefined || approval === 'given') return { run: `${path}/run`, drop }
    return approval === 'none' ? { ask: `${path}/approval`, drop } : { drop }
  }
  return act.state === 'done' && act.kind === 'merge' && act.done > 0 ? { undo: `${path}/undoing` } : {}
}
