import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { todayOf } from '#platform/i18n/moments'
import { groupForOrganiser, groupPath } from '#groups'
import { findRecipient, paths as givePaths, publicRecipients, type RecipientId } from '../../core/index.ts'
import { sayAmount } from '../../law/index.ts'
import { mayEarmark } from '../commands/campaigns.ts'
import { askShares, endShares, showFigures } from '../commands/shares.ts'
import { GroupsPage, WishesPage } from '../groups.page.tsx'
import { groupsPath, paths } from '../paths.ts'
import { groupsTaking, sharesOfGroup } from '../queries/shares.ts'
import { BookParams, GroupParams, GroupsQuery, WishForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** A group and the gifts of which it takes a part: what its organisers settle. */
export const groupRoutes: Routes = (app: App) => async (server) => {
  const { transact, read } = app.database

  server.get('/groups/:group/gifts', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    const { locale, link } = request
    const t = pageTexts.in(locale)
    const [all, shares] = await Promise.all([publicRecipients(read, todayOf(app)), sharesOfGroup(read, group.id)])
    const taken = shares.map(({ recipient_id, recipient, currency, agreed_at, shows_figures, figure }) => ({
      id: recipient_id,
      name: recipient,
      isAgreed: agreed_at !== null,
      isShown: shows_figures,
      came: sayAmount(locale, figure.total, currency),
      page: link(`${givePaths.recipient(recipient_id)}?group=${group.id}`),
    }))
    const others = all.filter(
      ({ id, ...one }) => !taken.some((share) => share.id === id) && mayEarmark({ id, ...one }, app.now()),
    )
    const props = {
      t,
      group: group.name,
      back: link(groupPath(group.id)),
      action: link(paths.group(group.id)),
      taken,
      others: others.map(({ id, name }) => ({ id, name })),
    }
    return reply.page({ title: t('campaigns.wishes'), body: <WishesPage {...props} /> })
  })

  server.post(
    '/groups/:group/gifts',
    { config, schema: { params: GroupParams, body: WishForm, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const { wish, shown } = request.body
      const recipient = await findRecipient(read, request.body.recipient as RecipientId)
      if (!recipient?.public_at) throw new NotFound('campaigns.gone')
      const of = { recipient, group: group.id }
      await transact((tx) => {
        if (wish === 'ask') return askShares(tx, { ...of, now: app.now() })
        return wish === 'end' ? endShares(tx, of) : showFigures(tx, { ...of, shown: shown === 'true' })
      })
      return reply.back(paths.group(group.id), 'saved')
    },
  )
}

const MOST = 100

/** Which groups take a part of gifts to a recipient, for who gives. */
export const groupsRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/give/:recipient/groups',
    { config: { permission: 'anyone' }, schema: { params: BookParams, querystring: GroupsQuery, hide: true } },
    async (request, reply) => showGroups(app, reply, { id: request.params.recipient, q: request.query.q?.trim() ?? '' }),
  )
}

async function showGroups(app: App, reply: FastifyReply, { id, q }: { id: RecipientId; q: string }) {
  const { locale, link } = reply.request
  const recipient = await findRecipient(app.database.read, id)
  if (!recipient?.public_at) throw new NotFound('campaigns.gone')
  const t = pageTexts.in(locale)
  const found = await groupsTaking(app.database.read, { recipient: id, ...(q ? { words: q } : {}), limit: MOST + 1 })
  const props = {
    t,
    recipient: recipient.name,
    action: link(groupsPath(id)),
    form: { values: { q }, errors: {} },
    groups: found.slice(0, MOST).map(({ group_id, group }) => ({
      id: group_id,
      name: group,
      href: link(`${givePaths.recipient(id)}?group=${group_id}`),
    })),
    isCut: found.length > MOST,
  }
  return reply.page({ title: t('campaigns.groups-title'), body: <GroupsPage {...props} /> })
}
