import { type Static, Type } from 'typebox'
import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { type Pictured, pictureRoutes, sendPicture } from '#platform/http/pictures'
import type { Routes } from '#platform/http/server'
import { uuid } from '#platform/http/shapes'
import { PicturePage } from '#ui/picture-page'
import { record } from '#staff'
import { eventFor, eventForHolder, eventOfTerritory, eventPath, eventPicturePath, type EventRecord } from '../core/index.ts'
import { removePicture, showPicture } from './commands.ts'
import { findPicture } from './queries.ts'
import { pageTexts } from './texts.ts'

const params = Type.Object({ event: uuid })
const none = 'pictures.none'

/** Pictures of events: for anybody, and set by who holds them. */
const eventPictures = (app: App): Pictured<EventRecord, Static<typeof params>> => ({
  route: '/events/:event/picture',
  params,
  path: (id) => `${eventPath(id)}/picture`,
  shown: async (request) => {
    const { event } = await eventFor(app, request, (await request.visitor())?.person?.id)
    return { id: event.id, open: event.published_at !== null && event.unlisted_at === null }
  },
  held: async (request) => (await eventForHolder(app, request)).event,
  find: findPicture,
  show: showPicture,
  remove: removePicture,
  none,
  page: async ({ locale, link }, reply, { one, kept, form }) => {
    const t = pageTexts.in(locale)
    const title = t('pictures.title', { name: one.title })
    const src = eventPicturePath(one)
    const page = {
      t,
      locale,
      title,
      lead: t('pictures.lead'),
      path: link(`${eventPath(one.id)}/picture`),
      form,
      current: kept && src ? { src, words: kept.words, width: kept.width, height: kept.height } : undefined,
      back: { href: link(eventPath(one.id)), text: t('pictures.back') },
    }
    return reply.page({ title, body: <PicturePage {...page} /> })
  },
})

export const eventPictureRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params, hide: true }
  await server.register(pictureRoutes(eventPictures(app))(app))

  // Whoever decides about it sees it, also when nobody else does.
  server.get('/staff/events/:event/picture.webp', { config: { permission: 'events.see' }, schema }, async (request, reply) => {
    const { id } = await eventOfTerritory(app, request, 'events.see')
    return sendPicture(reply, await findPicture(read, id), { open: false, none })
  })

  server.post(
    '/staff/events/:event/picture/removal',
    { config: { permission: 'events.moderate' }, schema },
    async (request, reply) => {
      const { id } = await eventOfTerritory(app, request, 'events.moderate')
      await transact(async (tx) => {
        await removePicture(tx, id, app.now())
        await record(tx, handOf(app, request), { action: 'remove', object: 'picture', id })
      })
      return reply.back(`/staff${eventPath(id)}`, 'removed')
    },
  )
}
