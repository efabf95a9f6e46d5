import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { badgesOf, groupOfTerritory, GroupParams, type GroupRecord, sizeText } from '../../core/index.ts'
import { decideListing, settleReports, vouch } from '../commands.ts'
import { ATTENTIONS, groupsOfTerritory, notices, openReports } from '../queries.ts'
import { DeskQuery, ListingForm } from '../schema.ts'
import { StaffGroupPage, StaffGroupsPage } from '../staff.page.tsx'
import { pageTexts } from '../texts.ts'

const see = { permission: 'groups.see' } as const
const moderate = { permission: 'groups.moderate' } as const
const SHOWN = 50

/** Groups of a territory, for those in charge of it. */
export const staffRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/staff/groups', { config: see, schema: { querystring: DeskQuery, hide: true } }, async (request, reply) => {
    return showGroups(app, reply, request.query)
  })

  server.get('/staff/groups/:group', { config: see, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showGroup(app, reply, { group: await groupOfTerritory(app, request, 'groups.see') }),
  )

  server.post(
    '/staff/groups/:group/listing',
    { config: moderate, schema: { params: GroupParams, body: ListingForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showGroup(app, reply.code(422), { group, form })
      }
      const changing = { group: group.id, listed: request.body.listed === 'yes', reason: request.body.reason }
      await transact((tx) => decideListing(tx, handOf(app, request), changing))
      return reply.back(`/staff/groups/${group.id}`, 'done')
    },
  )

  server.post(
    '/staff/groups/:group/reports/settlement',
    { config: moderate, schema: { params: GroupParams, hide: true } },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      await transact((tx) => settleReports(tx, handOf(app, request), group.id))
      return reply.back(`/staff/groups/${group.id}`, 'done')
    },
  )
}

/** Saying that one knows a group: then what neighbours offer opens to who leads it. */
export const vouchingRoutes: Routes = (app: App) => async (server) => {
  server.post(
    '/staff/groups/:group/vouching',
    { config: moderate, schema: { params: GroupParams, hide: true } },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      await app.database.transact((tx) => vouch(tx, handOf(app, request), group.id))
      return reply.back(`/staff/groups/${group.id}`, 'done')
    },
  )
}

async function showGroups(app: App, reply: FastifyReply, { view = 'all', before }: Static<typeof DeskQuery>) {
  const { locale, link, actor } = reply.request
  const t = pageTexts.in(locale)
  const found = await groupsOfTerritory(app.database.read, {
    scope: actor.scope('groups.see'),
    attention: view,
    before,
    limit: SHOWN,
  })
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: app.movement.current.timeZone })
  const last = found.at(-1)
  const page = {
    t,
    views: ATTENTIONS.map((one) => ({
      href: `${link('/staff/groups')}?view=${one}`,
      text: t(`groups.staff.view-${one}`),
      current: one === view,
    })),
    rows: found.map((group) => ({
      key: group.id,
      name: group.name,
      href: link(`/staff/groups/${group.id}`),
      cells: [
        [group.town, group.department?.slice(3)].filter(Boolean).join(' '),
        sizeText(t, group.size),
        day.format(group.created_at),
      ],
      badges: [
        ...badgesOf({ ...group, accessible: false, joining: 'open', languages: [], themes: [] }, { t, locale, now: app.now() }),
        ...(group.reports > 0 ? [t('groups.staff.reported', { n: group.reports })] : []),
        ...(group.unlisted_at ? [t('groups.staff.unlisted')] : []),
        ...(group.vacant_since ? [t('groups.staff.vacant')] : []),
      ],
    })),
    next: found.length === SHOWN && last ? `${link('/staff/groups')}?view=${view}&before=${last.id}` : undefined,
  }
  return reply.page({ title: t('groups.staff.title'), body: <StaffGroupsPage {...page} /> })
}

async function showGroup(
  app: App,
  reply: FastifyReply,
  { group, form = { values: {}, errors: {} } }: { group: GroupRecord; form?: FormState },
) {
  const { locale, link, actor } = reply.request
  const { read } = app.database
  const t = pageTexts.in(locale)
  const [reports, history] = await Promise.all([openReports(read, group.id), notices(read, group.id)])
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: group.time_zone })
  const path = link(`/staff/groups/${group.id}`)
  const page = {
    t,
    locale,
    name: group.name,
    facts: [
      {
        label: t('groups.page.town'),
        value: [group.precision === 'exact' ? group.address : null, group.town].filter(Boolean).join(', '),
      },
      { label: t('groups.page.people'), value: sizeText(t, group.size) },
      { label: t('groups.staff.since'), value: day.format(group.created_at) },
      { label: t('groups.staff.active'), value: day.format(group.last_active_at) },
    ],
    picture: group.picture_at ? { src: `${path}/picture.webp`, remove: `${path}/picture/removal` } : undefined,
    description: paragraphsOf(group.description),
    reports: reports.map(({ words, reported_at }) => `${day.format(reported_at)} · ${words}`),
    settle: `${path}/reports/settlement`,
    history: history.map(({ kind, reason, at, reply: said }) =>
      [day.format(at), t(`groups.notice.${kind}`, { reason }), said ? t('groups.notice.replied', { reply: said }) : '']
        .filter(Boolean)
        .join(' · '),
    ),
    tabs: actor.grants.has('groups.moderate')
      ? app.tabsOf('group', 'staff').map(({ path: tab, text }) => ({ href: path + tab, text: text(locale) }))
      : [],
    vouching: actor.grants.has('groups.moderate')
      ? {
          action: `${path}/vouching`,
          since: group.vouched_at ? t('groups.staff.vouched', { day: day.format(group.vouched_at) }) : undefined,
        }
      : undefined,
    listing: actor.grants.has('groups.moderate')
      ? { action: `${path}/listing`, listed: group.unlisted_at === null, form }
      : undefined,
  }
  return reply.page({ title: group.name, body: <StaffGroupPage {...page} /> })
}
