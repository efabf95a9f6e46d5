import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { groupForMember, groupForOrganiser, groupPath, membersPath } from '#groups'
import { answerHost, eventPath, placesText, typeText, whenText } from '../../core/index.ts'
import { eventsOfGroup, pastOfGroup } from '../queries.ts'
import { OfGroupPage } from '../of-group.page.tsx'
import { GroupParams, HostAnswerForm, HostParams } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in', about: 'groups' } as const
const SHOWN = 50
const SHOWN_PAST = 10

/** Events of a group, for its members; its organisers say whether it holds one with others. */
export const ofGroupRoutes: Routes = (app: App) => async (server) => {
  server.get('/groups/:group/events', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { group, role } = await groupForMember(app, request)
    const { locale, link } = request
    const t = pageTexts.in(locale)
    const found = await eventsOfGroup(app.database.read, group.id, { now: app.now(), limit: SHOWN })
    const past = await pastOfGroup(app.database.read, group.id, { now: app.now(), limit: SHOWN_PAST })
    const path = link(`${groupPath(group.id)}/events`)
    const cardOf = (event: (typeof found)[number]) => ({
      id: event.id,
      href: link(eventPath(event.id)),
      title: event.title,
      when: whenText(t, locale, event),
      where: [typeText(t, event.type), event.town].join(' · '),
    })
    const page = {
      t,
      title: group.name,
      events: found
        .filter(({ accepted_at }) => accepted_at !== null)
        .map((event) => ({
          ...cardOf(event),
          badges: [placesText(t, locale, { capacity: null, taken: event.taken, waiting: 0 })],
        })),
      past: past.map((event) => ({ ...cardOf(event), badges: [] })),
      leaving:
        role === 'organiser'
          ? found
              .filter(({ accepted_at, hosts }) => accepted_at !== null && hosts > 1)
              .map(({ id, title }) => ({ id, title, answer: `${path}/${id}` }))
          : [],
      asked:
        role === 'organiser'
          ? found
              .filter(({ accepted_at }) => accepted_at === null)
              .map((event) => ({
                id: event.id,
                title: event.title,
                when: whenText(t, locale, event),
                href: link(eventPath(event.id)),
                answer: `${path}/${event.id}`,
              }))
          : [],
      create: role === 'organiser' ? `${link('/events/new')}?group=${group.id}` : undefined,
      back: link(membersPath(group.id)),
    }
    return reply.page({ title: t('hosting.of-group.title'), body: <OfGroupPage {...page} /> })
  })

  server.post(
    '/groups/:group/events/:event',
    { config, schema: { params: HostParams, body: HostAnswerForm, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const answer = { event: request.params.event, group: group.id, accepts: request.body.accepts === 'yes' }
      await app.database.transact((tx) => answerHost(tx, answer, app.now()))
      return reply.back(`${groupPath(group.id)}/events`, 'done')
    },
  )
}
