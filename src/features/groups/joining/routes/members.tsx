import type { PersonId } from '#people'
import type { FastifyReply, FastifyRequest } from 'fastify'
import qrcode from 'qrcode'
import type { App } from '#platform/app'
import type { ReplyTo } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { dateFormat } from '#platform/i18n/locales'
import type { FormState } from '#ui/form'
import {
  type GroupId,
  groupForNewcomer,
  groupForOrganiser,
  GroupParams,
  groupPath,
  type Member,
  members,
  membersShownTo,
  membershipPath,
  membersPath,
  type MemberStanding,
  newcomerDay,
  nextMeeting,
  nod,
  seesMembers,
  setRole,
  type ShownMember,
  shownTo,
  sizeText,
} from '../../core/index.ts'
import { noticesFor } from '../../moderating/index.ts'
import { removeMember } from '../commands/leave.ts'
import { invitationLinks } from '../inviting.ts'
import { MembersPage, RemovePage } from '../members.page.tsx'
import { invitations, requests } from '../queries.ts'
import { MemberParams, RemovalForm, RoleForm } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const

/** Who is in a group, and what its organisers decide about them. */
export const memberRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/members', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showMembers(app, reply, await groupForNewcomer(app, request)),
  )

  server.post(
    '/groups/:group/members/:person/role',
    { config, schema: { params: MemberParams, body: RoleForm, hide: true } },
    async (request, reply) => {
      const { group, person: own } = await groupForOrganiser(app, request)
      const { person } = request.params
      // Stepping down is one's own; nobody puts another down.
      if (request.body.role === 'member' && person !== own) throw new Conflict('joining.role.own')
      await transact((tx) => setRole(tx, { group: group.id, person, role: request.body.role }))
      return reply.back(membersPath(group.id), 'saved')
    },
  )

  // One tap: from now on she sees the others.
  server.post(
    '/groups/:group/members/:person/nod',
    { config, schema: { params: MemberParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      await transact((tx) => nod(tx, group.id, request.params.person))
      return reply.back(membersPath(group.id), 'done')
    },
  )

  const removal = { config, schema: { params: MemberParams, hide: true } }
  server.get('/groups/:group/members/:person/removal', removal, (_request, reply) => showRemoval(app, reply))

  server.post(
    '/groups/:group/members/:person/removal',
    { config, schema: { params: MemberParams, body: RemovalForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const { person } = request.params
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showRemoval(app, reply.code(422), form)
      }
      await transact((tx) => removeMember(tx, { group: group.id, person, reason: request.body.reason }, app.now()))
      return reply.back(membersPath(group.id), 'removed')
    },
  )
}

/** The page of the members, as this one may see it. */
export async function showMembers(
  app: App,
  reply: FastifyReply,
  { group, person, role, newUntil, form = { values: {}, errors: {} } }: MemberStanding & { form?: FormState },
) {
  const { request } = reply
  const { locale, link } = request
  const t = pageTexts.in(locale)
  const all = await members(app.database.read, group.id)
  const shown = membersShownTo({ person, role, newcomer: newUntil !== undefined }, all)
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: group.time_zone })
  const path = link(groupPath(group.id))
  const tabs = [
    ...app
      .tabsOf('group', newUntil ? 'newcomer' : role)
      .map(({ path: tab, text, daily }) => ({ href: `${path}${tab}`, text: text(locale), daily })),
    { href: link(membershipPath(group.id)), text: t('joining.membership.mine'), daily: false },
  ]
  const page = {
    t,
    locale,
    tabs,
    name: group.name,
    lead: [group.town, sizeText(t, group.size), group.address].filter(Boolean).join(' · '),
    vacant: group.vacant_since !== null && !newUntil,
    welcome: newUntil && welcomeOf(app, reply.request, { group, all, newUntil }),
    rows: shown.map((member) =>
      rowOf(member, {
        path,
        since: day.format(member.joined_at),
        reader: person,
        organiser: role === 'organiser',
        now: app.now(),
      }),
    ),
    notices: role === 'organiser' ? await noticesFor(app.database.read, group.id, { locale, link }) : [],
    desk: role === 'organiser' ? { ...(await deskOf(app, request, group)), form } : undefined,
  }
  return reply.page({ title: group.name, body: <MembersPage {...page} /> })
}

type Welcome = { group: MemberStanding['group']; all: Member[]; newUntil: Date }

/** What a newcomer has before her instead of the others: who leads, when they meet, and from when on she sees them, and why. */
function welcomeOf(app: App, { locale }: FastifyRequest, { group, all, newUntil }: Welcome) {
  const t = pageTexts.in(locale)
  const leads = all.filter(({ role }) => role === 'organiser').map(({ given_name }) => given_name)
  const at = nextMeeting(locale, group, app.now())
  return [
    ...(leads.length > 0 ? [t('joining.newcomer.leads', { names: new Intl.ListFormat(locale).format(leads) })] : []),
    ...(at ? [t('joining.newcomer.meeting', { at })] : []),
    t('joining.newcomer.why', { day: newcomerDay(locale, group, newUntil) }),
  ]
}

type RowContext = { path: string; since: string; reader: string; organiser: boolean; now: Date }

function rowOf(member: ShownMember, { path, since, reader, organiser, now }: RowContext) {
  const { person_id, name, role, points, unreachable } = member
  const newcomer = organiser && !seesMembers(member, now)
  const at = `${path}/members/${person_id}`
  const own = person_id === reader
  const acts = {
    nod: newcomer ? `${at}/nod` : undefined,
    promote: role === 'member' ? `${at}/role` : undefined,
    demote: own && role === 'organiser' ? `${at}/role` : undefined,
    remove: role === 'member' ? `${at}/removal` : undefined,
  }
  return {
    key: person_id,
    name,
    organiser: role === 'organiser',
    since,
    points: points.map(({ kind, value }) => ({ href: kind === 'email' ? `mailto:${value}` : `tel:${value}`, text: value })),
    unreachable,
    newcomer,
    acts: organiser ? acts : undefined,
  }
}

/** What only organisers have before them. */
async function deskOf(app: App, { link, locale }: FastifyRequest, { id: group, time_zone }: MemberStanding['group']) {
  const { read } = app.database
  const path = link(groupPath(group))
  const [asking, invited] = await Promise.all([requests(read, group), invitations(read, group, app.now())])
  const open = invited.find(({ email }) => email === null)
  const day = dateFormat(locale, { dateStyle: 'medium', timeZone: time_zone })
  const url = open && app.config.publicUrl + link(invitationLinks.path(app, open.id))
  return {
    path,
    requests: asking.map(({ person_id, given_name, town, words }) => ({
      key: person_id,
      name: [given_name, town].filter(Boolean).join(', '),
      words,
      accept: `${path}/requests/${person_id}/acceptance`,
      refuse: `${path}/requests/${person_id}/refusal`,
    })),
    invitations: invited
      .filter(({ email }) => email !== null)
      .map(({ id, email, ends_at }) => ({
        key: id,
        text: `${email} · ${day.format(ends_at)}`,
        end: `${path}/invitations/${id}/removal`,
      })),
    link:
      open && url
        ? { url, qr: await qrcode.toDataURL(url, { margin: 1 }), end: `${path}/invitations/${open.id}/removal` }
        : undefined,
  }
}

async function showRemoval(
  app: App,
  reply: ReplyTo<{ group: GroupId; person: PersonId }>,
  form: FormState = { values: {}, errors: {} },
) {
  const { request } = reply
  const { group, person: own } = await groupForOrganiser(app, request)
  const { person } = request.params
  const member = (await members(app.database.read, group.id)).find(({ person_id }) => person_id === person)
  if (!member) throw new NotFound('groups.member.gone')
  const t = pageTexts.in(request.locale)
  const { name } = shownTo({ person: own, role: 'organiser' }, member)
  const page = { t, locale: request.locale, name, action: request.link(request.plainPath), form }
  return reply.page({ title: t('joining.remove.title', { name }), body: <RemovePage {...page} /> })
}
