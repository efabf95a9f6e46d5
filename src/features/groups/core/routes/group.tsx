import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { fieldErrors, formValues } from '#platform/http/forms'
import { HOUR, limiter, networkOf } from '#platform/http/limits'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import type { Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { publicGroup } from '../access.ts'
import { reportGroup } from '../commands/moderate.ts'
import { badgesOf, describe, languageOf, nextMeeting, sizeText } from '../describing.ts'
import { GroupPage } from '../group.page.tsx'
import { groupPath, membershipPath, picturePath } from '../paths.ts'
import { nearestGroups } from '../queries/find.ts'
import type { GroupRecord } from '../queries/group.ts'
import { mayEnter } from '../rules.ts'
import { GroupParams, ReportForm } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])
const REPORTS_AN_HOUR = 5
const OTHERS = 3

/** The page of a group, for anybody. */
export const groupRoutes: Routes = (app: App) => async (server) => {
  const limit = limiter(server, [{ max: REPORTS_AN_HOUR, window: HOUR, key: networkOf }])

  server.get('/groups/:group', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showGroup(app, request, reply, { group: await publicGroup(app, request.params.group) }),
  )

  server.post(
    '/groups/:group/reports',
    { config, schema: { params: GroupParams, body: ReportForm, hide: true }, attachValidation: true, onRequest: limit },
    async (request, reply) => {
      const group = await publicGroup(app, (request.params as { group: string }).group)
      if (request.validationError) {
        const form = { values: formValues(request.body), errors: fieldErrors(request.validationError) }
        return showGroup(app, request, reply.code(422), { group, form })
      }
      const { words, website } = request.body as { words: string; website?: string }
      if (!website) await app.database.transact((tx) => reportGroup(tx, group.id, words, app.now()))
      return showGroup(app, request, reply, { group, sent: true })
    },
  )
}

async function showGroup(
  app: App,
  { locale, link }: FastifyRequest,
  reply: FastifyReply,
  { group, form = { values: {}, errors: {} }, sent = false }: { group: GroupRecord; form?: FormState; sent?: boolean },
) {
  const t = formTexts.in(locale) as T
  const full = !mayEnter(group.size)
  const near = full ? await nearestGroups(app.database.read, group, { room: true }, OTHERS) : []
  const { name, description } = group
  const page = {
    t,
    locale,
    group: {
      name,
      picture: picturePath(group),
      description: paragraphsOf(description),
      facts: factsOf(group, { t, locale, now: app.now() }),
      badges: badgesOf(t, locale, { ...group, languages: [] }, app.now()),
    },
    membership: link(membershipPath(group.id)),
    full,
    others: near.map((one) => describe(app, one, { t, locale, at: link(groupPath(one.id)) })),
    links: app
      .tabsOf('group', 'anyone')
      .map(({ path, text }) => ({ href: link(groupPath(group.id)) + path, text: text(locale) })),
    report: { action: link(`${groupPath(group.id)}/reports`), form, sent },
    find: link('/groups'),
  }
  return reply.page({
    title: name,
    description: t('groups.page.description', { name, town: group.town }),
    body: <GroupPage {...page} />,
  })
}

function factsOf(group: GroupRecord, { t, locale, now }: { t: T; locale: Locale; now: Date }) {
  const meeting = nextMeeting(locale, group, now)
  const place = group.precision === 'exact' && group.address ? `${group.address}, ${group.town}` : group.town
  return [
    { label: t('groups.page.town'), value: place },
    { label: t('groups.page.people'), value: sizeText(t, group.size) },
    ...(meeting ? [{ label: t('groups.page.meeting'), value: meeting }] : []),
    ...(group.habits ? [{ label: t('groups.page.habits'), value: group.habits }] : []),
    ...(group.languages.length > 0
      ? [{ label: t('groups.page.languages'), value: group.languages.map((one) => languageOf(locale, one)).join(', ') }]
      : []),
  ]
}
