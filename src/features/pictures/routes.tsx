import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { App } from '#platform/app'
import { NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { readPicture, takePictures } from '#platform/http/uploads'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  groupForOrganiser,
  groupOfTerritory,
  groupPath,
  membersPath,
  type MemberStanding,
  picturePath,
  publicGroup,
} from '#groups'
import { record } from '#staff'
import { findPicture, removePicture, showPicture } from './commands.ts'
import { PicturePage } from './picture.page.tsx'
import { type T, texts } from './texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
const params = Type.Object({ group: Type.String({ format: 'uuid' }) })
const schema = { params, hide: true } as const

/** The picture of a group: for anybody, and set by its organisers. */
export const pictureRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  await takePictures(server)

  server.get('/groups/:group/picture.webp', { config: { permission: 'anyone' }, schema }, async (request, reply) => {
    const { id } = await publicGroup(app, request.params.group)
    const picture = await findPicture(read, id)
    if (!picture) throw new NotFound('pictures.none')
    // Its address changes with it.
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type('image/webp').send(picture.bytes)
  })

  server.get('/groups/:group/picture', { config, schema }, async (request, reply) =>
    showPage(app, request, reply, await groupForOrganiser(app, request)),
  )

  server.post('/groups/:group/picture', { config, schema }, async (request, reply) => {
    const standing = await groupForOrganiser(app, request)
    const sent = await readPicture(request)
    if ('errors' in sent) return showPage(app, request, reply.code(422), { ...standing, form: sent })
    const showing = { group: standing.group.id, ...sent }
    await transact((tx) => showPicture(tx, showing, app.now()))
    return reply.back(`${groupPath(standing.group.id)}/picture`, 'saved')
  })

  server.post('/groups/:group/picture/removal', { config, schema }, async (request, reply) => {
    const { group } = await groupForOrganiser(app, request)
    await transact((tx) => removePicture(tx, group.id))
    return reply.back(`${groupPath(group.id)}/picture`, 'removed')
  })

  server.post(
    '/staff/groups/:group/picture/removal',
    { config: { permission: 'groups.moderate' }, schema },
    async (request, reply) => {
      const group = await groupOfTerritory(app, request, 'groups.moderate')
      await transact(async (tx) => {
        await removePicture(tx, group.id)
        await record(tx, request.actor, { action: 'remove', object: 'picture', id: group.id }, app.now())
      })
      return reply.back(`/staff/groups/${group.id}`, 'removed')
    },
  )
}

async function showPage(
  app: App,
  { locale, link }: FastifyRequest,
  reply: FastifyReply,
  { group, form = { values: {}, errors: {} } }: MemberStanding & { form?: FormState },
) {
  const t = formTexts.in(locale) as T
  const found = group.picture_at && (await findPicture(app.database.read, group.id))
  const page = {
    t,
    locale,
    name: group.name,
    path: link(`${groupPath(group.id)}/picture`),
    form,
    current: found ? { src: picturePath(group)!, words: found.words, width: found.width, height: found.height } : undefined,
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('pictures.title', { name: group.name }), body: <PicturePage {...page} /> })
}
