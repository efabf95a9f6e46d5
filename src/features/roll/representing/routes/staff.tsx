import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Denied, NotFound } from '#platform/errors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import { record, witnessOf } from '#staff'
import { liesWithin, townName } from '#territories'
import { madeOptions, votesToChoose } from '../saying.ts'
import { AskParams, EnterForm, MatchForm } from '../schema.ts'
import { ByHandPage, StaffPage } from '../staff.page.tsx'
import { pageTexts } from '../texts.ts'
import {
  asksIn,
  bringTogether,
  figuresOf,
  findAsk,
  freeFor,
  isAskIn,
  openAsk,
  establish,
  paths,
  readAsking,
  withdrawAsk,
} from '../../proxies/index.ts'

const see = { permission: 'proxies.see' } as const

/** Proxies of a territory: figures, who waits, entering somebody who has no e-mail, bringing two together by hand. */
export const staffRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: AskParams, hide: true } as const

  server.get(paths.staff, { config: see, schema: { hide: true } }, async (_request, reply) => showStaff(app, reply))

  server.post(paths.staff, { config: see, schema: { body: EnterForm, hide: true }, attachValidation: true }, (request, reply) =>
    submitted(request, {
      again: (code, form) => showStaff(app, reply.code(code), form),
      work: async () => {
        const { actor, locale, body } = request
        const { town, ...asking } = await readAsking(app, body, { person: null, email: null, locale })
        if (!liesWithin(actor.scope(see.permission), { ...town, place_id: town.id }))
          throw new Denied('representing.staff.elsewhere')
        const now = app.now()
        await transact(async (tx) => {
          const id = await openAsk(tx, asking, { how: 'staff', now })
          await record(tx, { actor, now }, { action: 'add', object: 'proxy', id })
        })
        return reply.back(paths.staff, 'added')
      },
    }),
  )

  server.get('/staff/proxies/:ask', { config: see, schema }, async (request, reply) => {
    await requireIn(app, request)
    return showByHand(app, reply, request.params.ask)
  })

  server.post('/staff/proxies/:ask/match', { config: see, schema: { ...schema, body: MatchForm } }, async (request, reply) => {
    await requireIn(app, request)
    const { actor, params, body } = request
    const free = await freeFor(app, params.ask, actor.scope(see.permission))
    const now = app.now()
    await transact(async (tx) => {
      await bringTogether(tx, { free, holder: body.holder }, now)
      await record(tx, { actor, now }, { action: 'edit', object: 'proxy', id: params.ask })
    })
    return reply.back(paths.staff, 'asked')
  })

  server.post('/staff/proxies/:ask/established', { config: see, schema }, async (request, reply) => {
    await requireEntered(app, request)
    const { actor, params } = request
    await transact(async (tx) => {
      await establish(tx, params.ask)
      await record(tx, { actor, now: app.now() }, { action: 'edit', object: 'proxy', id: params.ask })
    })
    return reply.back(paths.staff, 'done')
  })

  server.post('/staff/proxies/:ask/removal', { config: see, schema }, async (request, reply) => {
    await requireEntered(app, request)
    const { actor, params } = request
    const now = app.now()
    await transact(async (tx) => {
      await withdrawAsk(tx, params.ask, now)
      await record(tx, { actor, now }, { action: 'remove', object: 'proxy', id: params.ask })
    })
    return reply.back(paths.staff, 'removed')
  })
}

type Of = Pick<FastifyRequest, 'actor'> & { params: { ask: string } }

/** An ask of another territory is not there. */
async function requireIn(app: App, { actor, params }: Of): Promise<void> {
  if (!(await isAskIn(app.database.read, params.ask, actor.scope(see.permission)))) throw new NotFound('proxies.gone')
}

/** Whoever asked by herself says herself what becomes of it. */
async function requireEntered(app: App, request: Of): Promise<void> {
  await requireIn(app, request)
  const ask = await findAsk(app.database.read, request.params.ask)
  if (ask?.how !== 'staff') throw new Conflict('representing.staff.her-own')
}

async function showByHand(app: App, reply: FastifyReply, id: string) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const { ask, holders } = await freeFor(app, id, actor.scope(see.permission))
  await witnessOf(app)(actor, { action: 'list', object: 'proxy', id, count: holders.length + 1 })
  const own = ask.how === 'staff'
  const path = link(`${paths.staff}/${id}`)
  const page = {
    t,
    title: t('representing.staff.for', {
      name: ask.given_name ?? '',
      town: townName({ name: ask.town, department_id: ask.department_id }),
    }),
    action: `${path}/match`,
    open: ask.match !== null,
    holders: holders.map(({ id: holder, given_name, town, department_id, station, away }) => ({
      id: holder,
      name: given_name,
      town: townName({ name: town, department_id }),
      station: station ?? '',
      away: t('representing.match.away', { km: formatNumber(locale, Math.round(away)) }),
    })),
    established: own && ask.match?.state === 'agreed' ? `${path}/established` : undefined,
    remove: own ? `${path}/removal` : undefined,
    back: link(paths.staff),
  }
  return reply.page({ title: page.title, body: <ByHandPage {...page} /> })
}

async function showStaff(app: App, reply: FastifyReply, form?: FormState) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const scope = actor.scope(see.permission)
  const figures = await figuresOf(read, scope)
  const asks = await asksIn(read, scope)
  if (asks.length > 0) await witnessOf(app)(actor, { action: 'list', object: 'proxy', count: asks.length })
  const page = {
    t,
    locale,
    stats: (['waiting', 'paused', 'proposed', 'agreed', 'established', 'holders', 'free'] as const).map((name) => ({
      label: t(`representing.staff.figure-${name}`),
      value: formatNumber(locale, figures[name]),
    })),
    asks: asks.map((ask) => ({
      href: link(`${paths.staff}/${ask.id}`),
      name: ask.given_name,
      town: townName({ name: ask.town, department_id: ask.department_id }),
      station: ask.station ?? '',
      state: t(`representing.staff.state-${(ask.live ?? ask.state) as 'waiting'}`),
      invited: formatNumber(locale, ask.invited),
    })),
    form: form ?? { values: { made: 'home' }, errors: {} },
    action: link(paths.staff),
    votes: await votesToChoose(app, locale),
    made: madeOptions(t),
  }
  return reply.page({ title: t('representing.staff.title'), body: <StaffPage {...page} /> })
}
