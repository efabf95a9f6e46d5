import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import { GroupParams, groupForMember, groupForOrganiser, membersPath, type MemberStanding, nameFor } from '../../core/index.ts'
import { undoDivision } from '../commands/decide.ts'
import { dropSplit, openSplit } from '../commands/open.ts'
import { keepLanguages, pin, sayWish, unpin } from '../commands/wish.ts'
import { lineagePath, splitPath } from '../paths.ts'
import { proposeFor } from '../proposing.ts'
import { lastDivision, openSplit as findOpen, type OpenSplit } from '../queries.ts'
import { daysAfter, FEWEST_TO_SPLIT, UNDONE_WITHIN } from '../rules.ts'
import { LanguagesForm, PinForm, SplitParams, WishForm } from '../schema.ts'
import { showProposal } from '../showing.ts'
import { NoSplitPage, SplitPage } from '../split.page.tsx'
import { texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const params = { params: GroupParams, hide: true } as const

/** A split under way, and what its members and organisers say about it. */
export const splitRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database

  server.get('/groups/:group/split', { config, schema: params }, async (request, reply) => {
    const standing = await groupForMember(app, request)
    const split = await findOpen(read, standing.group.id)
    return split ? showOpen(app, reply, { ...standing, split }) : showNone(app, reply, standing)
  })

  server.post('/groups/:group/split', { config, schema: params }, async (request, reply) => {
    const { group, person } = await groupForOrganiser(app, request)
    await transact((tx) => openSplit(tx, { group: group.id, by: person }, app.now()))
    return reply.back(splitPath(group.id), 'begun')
  })

  server.post('/groups/:group/split/drop', { config, schema: params }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    await transact((tx) => dropSplit(tx, group.id))
    return reply.back(membersPath(group.id), 'ended')
  })

  server.post('/groups/:group/split/wish', { config, schema: { ...params, body: WishForm } }, async (request, reply) => {
    const { group, person } = await groupForMember(app, request)
    const { organises, hosts, with: companions = {} } = request.body
    const wish = { person, organises: organises === 'true', hosts: hosts === 'true', companions: Object.keys(companions) }
    await transact((tx) => sayWish(tx, { group: group.id, ...wish }, app.now()))
    return reply.back(splitPath(group.id), 'saved')
  })

  server.post(
    '/groups/:group/split/:split/undoing',
    { config, schema: { params: SplitParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const { split } = request.params
      const done = await transact((tx) => undoDivision(tx, { group: group.id, split }, app.now()))
      return done === 'asked' ? reply.back(splitPath(group.id), 'asked') : reply.back('/me/groups', 'undone')
    },
  )
}

/** What organisers say about who stays with whom. */
export const pinRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.post(
    '/groups/:group/split/pins',
    { config, schema: { ...params, body: PinForm }, attachValidation: true },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      if (request.validationError) throw new Conflict('splitting.pin.who')
      const { first, second } = request.body
      await transact((tx) => pin(tx, group.id, [first, second]))
      return reply.back(splitPath(group.id), 'added')
    },
  )

  server.post('/groups/:group/split/pins/removal', { config, schema: { ...params, body: PinForm } }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    await transact((tx) => unpin(tx, group.id, [request.body.first, request.body.second]))
    return reply.back(splitPath(group.id), 'removed')
  })

  server.post(
    '/groups/:group/split/languages',
    { config, schema: { ...params, body: LanguagesForm } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      await transact((tx) => keepLanguages(tx, group.id, request.body.keep === 'yes'))
      return reply.back(splitPath(group.id), 'saved')
    },
  )
}

async function showOpen(app: App, reply: FastifyReply, { group, person, role, split }: MemberStanding & { split: OpenSplit }) {
  const { locale, link } = reply.request
  const t = texts.in(locale)
  const organiser = role === 'organiser'
  const reader = { person, role }
  const { members, wishes, proposals } = await proposeFor(app, group, split)
  const named = new Map(members.map((member) => [member.person_id, nameFor(reader, member)]))
  const own = members.find(({ person_id }) => person_id === person)
  const path = link(splitPath(group.id))
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone })
  const page = {
    t,
    locale,
    path,
    name: group.name,
    lead: t('splitting.lead', { wishes: day.format(split.wishes_until), decision: day.format(split.decide_until) }),
    members: [...named].map(([id, name]) => ({ id, name })),
    self: person,
    own: {
      organises: own?.organises ?? false,
      hosts: own?.hosts ?? false,
      companions: wishes.wishes.filter(([one]) => one === person).map(([, other]) => other),
    },
    proposals: proposals.map((proposal, n) => ({
      ...showProposal({ t, group, members, named }, proposal, wishes.wishes.length),
      key: String(n),
      choose: organiser ? `${path}/decision?proposal=${n}` : undefined,
    })),
    desk: organiser
      ? {
          pins: wishes.pins.map(([first, second]) => ({ first, second, text: `${named.get(first)} + ${named.get(second)}` })),
          keepLanguages: split.keep_languages,
          droppable: group.over_since === null,
          form: { values: {}, errors: {} },
        }
      : undefined,
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('splitting.title', { name: group.name }), body: <SplitPage {...page} /> })
}

async function showNone(app: App, reply: FastifyReply, { group, role }: MemberStanding) {
  const { locale, link } = reply.request
  const t = texts.in(locale)
  const path = link(splitPath(group.id))
  const last = await lastDivision(app.database.read, group.id, daysAfter(app.now(), -UNDONE_WITHIN))
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone })
  const asked = last?.undo_asked_in
  const undo = last && {
    text: t(asked ? (asked === group.id ? 'splitting.undo.asked' : 'splitting.undo.asked-by') : 'splitting.undo.lead', {
      parent: last.parent,
      child: last.child,
      day: day.format(daysAfter(last.decided_at!, UNDONE_WITHIN)),
    }),
    action: `${path}/${last.id}/undoing`,
    button: asked && asked !== group.id ? t('splitting.undo.agree') : t('splitting.undo.ask'),
  }
  const organiser = role === 'organiser'
  const page = {
    t,
    name: group.name,
    lead: t('splitting.no-split'),
    open: organiser && group.size >= FEWEST_TO_SPLIT ? path : undefined,
    undo: organiser && undo && asked !== group.id ? undo : undefined,
    lineage: link(lineagePath(group.id)),
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('splitting.title', { name: group.name }), body: <NoSplitPage {...page} /> })
}
