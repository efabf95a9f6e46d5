import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { fieldErrors, formValues } from '#platform/http/forms'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { languageOf } from '#platform/i18n/languages'
import type { Locale } from '#platform/i18n/locales'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { Dot } from '#ui/dot-map'
import type { FormState } from '#ui/form'
import {
  badgesOf,
  describe,
  findMembership,
  GroupParams,
  groupPath,
  type GroupRecord,
  mayEnter,
  membershipPath,
  membersPath,
  nearestGroups,
  nextMeeting,
  partsOfPage,
  picturePath,
  publicGroup,
  sizeText,
} from '../../core/index.ts'
import { reportGroup, ReportForm } from '../../moderating/index.ts'
import { GroupPage } from '../group.page.tsx'
import { townsAround } from '../queries.ts'
import { roamingOf } from '../roaming.ts'
import { pageTexts, type T } from '../texts.ts'

const config = { permission: 'anyone' } as const
const REPORTS_AN_HOUR = 5
const OTHERS = 3
/** Towns on the map of where it is. */
const TOWNS = 9

/** The page of a group, for anybody. */
export const groupRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: REPORTS_AN_HOUR, window: HOUR, key: networkOf }])

  server.get('/groups/:group', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showGroup(app, reply, { group: await publicGroup(app, request.params.group) }),
  )

  server.post(
    '/groups/:group/reports',
    { config, schema: { params: GroupParams, body: ReportForm, hide: true }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const group = await publicGroup(app, request.params.group)
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showGroup(app, reply.code(422), { group, form })
      }
      const { words, website } = request.body
      if (!website) await app.database.transact((tx) => reportGroup(tx, { group: group.id, words }, app.now()))
      return showGroup(app, reply, { group, sent: true })
    },
  )
}

async function showGroup(
  app: App,
  reply: FastifyReply,
  { group, form = { values: {}, errors: {} }, sent = false }: { group: GroupRecord; form?: FormState; sent?: boolean },
) {
  const { locale, link } = reply.request
  const t = pageTexts.in(locale)
  const own = await ownOf(app, reply.request, group)
  const full = !own && !mayEnter(group.size)
  const near = full ? await nearestGroups(app.database.read, group, { room: true, limit: OTHERS }) : []
  const { name, description } = group
  const page = {
    t,
    group: {
      name,
      picture: picturePath(group),
      description: description ? paragraphsOf(description) : [t('finding.page.wordless')],
      facts: factsOf(group, { t, locale, now: app.now() }),
      badges: badgesOf({ ...group, languages: [] }, { t, locale, now: app.now() }),
    },
    membership: link(membershipPath(group.id)),
    own: own && { said: t(`finding.page.own-${own}`), href: link(membersPath(group.id)) },
    full,
    others: near.map((one) => describe(app, one, { t, locale, at: link(groupPath(one.id)) })),
    parts: await partsOfPage(app, { group: group.id, locale, link }),
    dots: await quarterOf(app, group),
    roaming: roamingOf(app, t, { link, from: { lng: group.lng, lat: group.lat } }),
    links: app
      .tabsOf('group', 'anyone')
      .map(({ path, text }) => ({ href: link(groupPath(group.id)) + path, text: text(locale) })),
    report: { locale, action: link(`${groupPath(group.id)}/reports`), form, sent },
    find: link('/groups'),
  }
  return reply.page({
    title: name,
    description: t('finding.page.description', { name, town: group.town }),
    body: <GroupPage {...page} />,
    islands: ['map.island.ts'],
  })
}

/** What somebody who is signed in is in a group; undefined: nothing, or nobody knows. */
async function ownOf(app: App, request: FastifyRequest, group: GroupRecord) {
  const person = (await request.visitor())?.person
  return person && (await findMembership(app.database.read, group.id, person.id))?.role
}

/** Where a group is on the map, as far as it says so to anybody, and the towns around. */
async function quarterOf(app: App, { lng, lat, town }: GroupRecord): Promise<Dot[]> {
  const towns = await townsAround(app.database.read, { lng, lat }, TOWNS)
  const around = towns.map((one): Dot => ({ lng: one.lng, lat: one.lat, n: 1, tone: 'town', label: one.name }))
  return [{ lng, lat, n: 6, tone: 'first', label: town }, ...around.filter(({ label }) => label !== town)]
}

function factsOf(group: GroupRecord, { t, locale, now }: { t: T; locale: Locale; now: Date }) {
  const meeting = nextMeeting(locale, group, now)
  const place = group.precision === 'exact' && group.address ? `${group.address}, ${group.town}` : group.town
  return [
    { label: t('groups.page.town'), value: place },
    { label: t('groups.page.people'), value: sizeText(t, group.size) },
    ...(meeting ? [{ label: t('finding.page.meeting'), value: meeting }] : []),
    ...(group.habits ? [{ label: t('finding.page.habits'), value: group.habits }] : []),
    ...(group.languages.length > 0
      ? [{ label: t('finding.page.languages'), value: group.languages.map((one) => languageOf(locale, one)).join(', ') }]
      : []),
  ]
}
