import type { App } from '#platform/app'
import { handOf } from '#platform/http/asked'
import { type Pictured, pictureRoutes, sendPicture } from '#platform/http/pictures'
import type { Routes } from '#platform/http/server'
import { PicturePage } from '#ui/picture-page'
import { record } from '#staff'
import {
  type GroupId,
  groupForOrganiser,
  groupOfTerritory,
  GroupParams,
  groupPath,
  type GroupRecord,
  membersPath,
  picturePath,
  publicGroup,
} from '../core/index.ts'
import { removePicture, showPicture } from './commands.ts'
import { findPicture } from './queries.ts'
import { pageTexts } from './texts.ts'

const none = 'groups.pictures.none'

/** Pictures of groups: for anybody, and set by who leads them. */
const groupPictures = (app: App): Pictured<GroupRecord, { group: GroupId }> => ({
  route: '/groups/:group/picture',
  params: GroupParams,
  path: (id) => `${groupPath(id)}/picture`,
  shown: async ({ params }) => ({ ...(await publicGroup(app, params.group)), open: true }),
  held: async (request) => (await groupForOrganiser(app, request)).group,
  find: findPicture,
  show: showPicture,
  remove: removePicture,
  none,
  page: async ({ locale, link }, reply, { one, kept, form }) => {
    const t = pageTexts.in(locale)
    const title = t('groups.pictures.title', { name: one.name })
    const src = picturePath(one)
    const page = {
      t,
      locale,
      title,
      lead: t('groups.pictures.lead'),
      path: link(`${groupPath(one.id)}/picture`),
      form,
      current: kept && src ? { src, words: kept.words, width: kept.width, height: kept.height } : undefined,
      back: { href: link(membersPath(one.id)), text: t('groups.pictures.back') },
    }
    return reply.page({ title, body: <PicturePage {...page} /> })
  },
})

export const groupPictureRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: GroupParams, hide: true }
  await server.register(pictureRoutes(groupPictures(app))(app))

  // Whoever decides about it sees it, also when nobody else does.
  server.get('/staff/groups/:group/picture.webp', { config: { permission: 'groups.see' }, schema }, async (request, reply) => {
    const { id } = await groupOfTerritory(app, request, 'groups.see')
    return sendPicture(reply, await findPicture(read, id), { open: false, none })
  })

  server.post(
    '/staff/groups/:group/picture/removal',
    { config: { permission: 'groups.moderate' }, schema },
    async (request, reply) => {
      const { id } = await groupOfTerritory(app, request, 'groups.moderate')
      await transact(async (tx) => {
        await removePicture(tx, id)
        await record(tx, handOf(app, request), { action: 'remove', object: 'picture', id })
      })
      return reply.back(`/staff${groupPath(id)}`, 'removed')
    },
  )
}
